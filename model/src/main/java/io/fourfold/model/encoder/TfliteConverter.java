package io.fourfold.model.encoder;

import io.fourfold.model.files.Sha256;
import io.fourfold.model.image.PhotoDecoder;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts a quantised TensorFlow Lite image classifier of convolutions to a float ONNX model of its pooled feature, to start a
 * backbone from or for one to learn from. Numbers of operators and fields are those of TensorFlow Lite's {@code schema.fbs}, version 3.
 *
 * <p>In: {@code image}, float {@code [N, side, side, 3]}, RGB, 0 to 255. Out: {@code feature}, {@code [N, channels]}, the mean over
 * all places of the last map.
 */
public final class TfliteConverter {

    private static final int ADD = 0;
    private static final int AVERAGE_POOL = 1;
    private static final int CONVOLUTION = 3;
    private static final int DEPTHWISE_CONVOLUTION = 4;
    private static final int MEAN = 40;
    private static final int QUANTIZE = 114;

    private static final int SAME_PADDING = 0;
    private static final int NO_ACTIVATION = 0;
    private static final int RELU = 1;
    private static final int RELU6 = 3;

    /** Where the options of a convolution name its activation; each dilation is named by one of the next two fields. */
    private static final int ACTIVATION = 3;

    private static final int DEPTHWISE_ACTIVATION = 4;

    /** By SHA-256 the licences of files that do not say it themselves: MobileNet-EdgeTPU 1.0 of MLCommons' mobile models. */
    private static final Map<String, String> LICENCES =
            Map.of("5d63cb8ebd518217794221bbcb929ebb89c5ec37d736429a95650e88f9e904fa", "Apache-2.0");

    private final TfliteTensors tensors;
    private final OnnxGraph graph;
    /** By the number of the tensor. */
    private final Map<Integer, FeatureMap> computed = new HashMap<>();

    private boolean limitsAdded;

    /** @param name in the graph */
    private record FeatureMap(String name, int channels) {}

    private TfliteConverter(TfliteTensors tensors, OnnxGraph graph) {
        this.tensors = tensors;
        this.graph = graph;
    }

    /**
     * Reads and converts a model.
     *
     * @throws IOException if the file cannot be read, or holds an operator that no such classifier has
     */
    public static byte[] convert(Path tflite) throws IOException {
        try {
            byte[] file = Files.readAllBytes(tflite);
            OnnxGraph graph = convert(FlatTable.root(file));
            String sha256 = Sha256.hex(file);
            graph.metadata("source", tflite.getFileName() + ", SHA-256 " + sha256);
            graph.metadata("licence", LICENCES.getOrDefault(sha256, "as its owner says"));
            return graph.toByteArray();
        } catch (IndexOutOfBoundsException | BufferUnderflowException damaged) {
            throw new IOException(tflite + " is not a TensorFlow Lite model, or it is damaged", damaged);
        }
    }

    private static OnnxGraph convert(FlatTable model) throws IOException {
        List<FlatTable> codes = model.tables(1);
        FlatTable subgraph = model.tables(2).get(0);
        OnnxGraph graph = OnnxGraph.create("classifier");
        TfliteConverter converter = new TfliteConverter(new TfliteTensors(subgraph.tables(0), model.tables(4)), graph);
        int image = subgraph.integers(1).get(0);
        int side = converter.tensors.shape(image)[1];
        converter.computed.put(image, new FeatureMap(BackboneConverter.normalised(graph, side), PhotoDecoder.CHANNELS));
        for (FlatTable operator : subgraph.tables(3)) {
            FlatTable code = codes.get(operator.integer(0, 0));
            int number = Math.max(code.unsignedByte(0, 0), code.integer(3, 0));
            if (converter.add(number, operator)) {
                return graph;
            }
        }
        throw new IOException("the model has no pooling: not an image classifier");
    }

    /** Adds an operator; true if it was the pooling, behind which the feature ends. */
    private boolean add(int number, FlatTable operator) throws IOException {
        List<Integer> inputs = operator.integers(1);
        int output = operator.integers(2).get(0);
        FeatureMap input = computed.get(inputs.get(0));
        String name = "tensor_" + output;
        switch (number) {
            case QUANTIZE -> computed.put(output, input);
            case ADD -> computed.put(output, sum(operator, input, computed.get(inputs.get(1)), name));
            case CONVOLUTION -> computed.put(output, convolution(operator, input, name, false));
            case DEPTHWISE_CONVOLUTION -> computed.put(output, convolution(operator, input, name, true));
            case MEAN, AVERAGE_POOL -> {
                String pooled = graph.node("GlobalAveragePool", "pool", List.of(input.name()));
                graph.node("Flatten", BackboneConverter.OUTPUT, List.of(pooled));
                graph.output(BackboneConverter.OUTPUT, OnnxGraph.BATCH, input.channels());
                return true;
            }
            default -> throw new IOException("operator " + number + " of TensorFlow Lite is not supported");
        }
        return false;
    }

    private FeatureMap sum(FlatTable operator, FeatureMap one, FeatureMap other, String name) throws IOException {
        String sum = graph.node("Add", name, List.of(one.name(), other.name()));
        int activation = operator.table(4)
                .map(options -> options.unsignedByte(0, NO_ACTIVATION))
                .orElse(NO_ACTIVATION);
        return new FeatureMap(activated(sum, activation), one.channels());
    }

    private FeatureMap convolution(FlatTable operator, FeatureMap input, String name, boolean depthwise)
            throws IOException {
        List<Integer> inputs = operator.integers(1);
        FlatTable options = operator.table(4).orElseThrow(() -> new IOException("a convolution has no options"));
        int stride = options.integer(1, 1);
        int activation = depthwise ? DEPTHWISE_ACTIVATION : ACTIVATION;
        if (options.unsignedByte(0, SAME_PADDING) != SAME_PADDING
                || options.integer(2, 1) != stride
                || options.integer(activation + 1, 1) != 1
                || options.integer(activation + 2, 1) != 1) {
            throw new IOException(
                    "only convolutions with SAME padding, square strides and without dilation are supported");
        }
        Tensor stored = tensors.values(inputs.get(1));
        Tensor kernel = depthwise ? stored.transpose(3, 0, 1, 2) : stored.transpose(0, 3, 1, 2);
        int channels = kernel.shape()[0];
        if (depthwise && channels != input.channels()) {
            throw new IOException("only depthwise convolutions of one filter a channel are supported");
        }
        String convolved = MobileNetV2Layers.convolution(
                graph, input.name(), name, kernel, tensors.values(inputs.get(2)), stride, depthwise ? channels : 1);
        return new FeatureMap(activated(convolved, options.unsignedByte(activation, NO_ACTIVATION)), channels);
    }

    private String activated(String map, int activation) throws IOException {
        return switch (activation) {
            case NO_ACTIVATION -> map;
            case RELU -> graph.node("Relu", map + "/relu", List.of(map));
            case RELU6 -> {
                if (!limitsAdded) {
                    MobileNetV2Layers.addRelu6Limits(graph);
                    limitsAdded = true;
                }
                yield MobileNetV2Layers.relu6(graph, map, map + "/relu6");
            }
            default -> throw new IOException("activation " + activation + " of TensorFlow Lite is not supported");
        };
    }
}
