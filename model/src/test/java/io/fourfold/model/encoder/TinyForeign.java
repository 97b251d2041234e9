package io.fourfold.model.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import onnx.Onnx.ModelProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * An image classifier as other programs write it, of one convolution: it looks at every 32nd pixel, its four channels are
 * ReLU(weights · pixel + bias). Beside it, its plain evaluation.
 */
public final class TinyForeign {

    static final int SIDE = 224;
    public static final int CHANNELS = 4;
    static final int CLASSES = 10;
    static final int ROWS = SIDE / 32;

    /** Behind a number of the feature: three colours, and the mean over the places. */
    static final int ADDITIONS = 4 + ROWS * ROWS;

    private static final float[] WEIGHTS = {1, -0.5f, 0.25f, -1, 1, 0.5f, 0.5f, 0.5f, -1, 0.25f, 0.25f, 0.25f};
    private static final float[] BIAS = {0.1f, 0.2f, -0.1f, 0.5f};

    private final OnnxGraph graph = OnnxGraph.create("tiny");

    /** Reads {@code pixels}, {@code [N, 3, 224, 224]}; says {@code classes}, {@code [N, 10]}, of {@code last}, the last map. */
    public static byte[] classifier() {
        TinyForeign net = new TinyForeign();
        String map = net.map(net.graph.input("pixels", OnnxGraph.BATCH, 3, SIDE, SIDE));
        String pooled = net.graph.node("GlobalAveragePool", "pool", List.of(map));
        String flat = net.graph.node("Flatten", "feature", List.of(pooled));
        String head =
                net.graph.constant("head", new Tensor(new int[] {CHANNELS, CLASSES}, new float[CHANNELS * CLASSES]));
        net.graph.node("MatMul", "classes", List.of(flat, head));
        net.graph.addOutput("classes", OnnxGraph.BATCH, CLASSES);
        return net.bytes();
    }

    /** Reads {@code image}, {@code [N, 224, 224, 3]}; gives {@code embedding}, {@code [N, 7, 7, 4]}. */
    static byte[] interleaved() {
        TinyForeign net = new TinyForeign();
        String image = net.graph.input("image", OnnxGraph.BATCH, SIDE, SIDE, 3);
        String planes = net.graph.node("Transpose", "planes", List.of(image), OnnxGraph.ints("perm", 0, 3, 1, 2));
        String map = net.map(planes);
        net.graph.node("Transpose", "embedding", List.of(map), OnnxGraph.ints("perm", 0, 2, 3, 1));
        net.graph.addOutput("embedding", OnnxGraph.BATCH, ROWS, ROWS, CHANNELS);
        return net.bytes();
    }

    /** Gives {@code tokens}, {@code [N, 1 + 49, 4]}, the first of which, a thousand, is no place. */
    static byte[] transformer() {
        TinyForeign net = new TinyForeign();
        String map = net.map(net.graph.input("pixels", OnnxGraph.BATCH, 3, SIDE, SIDE));
        String shape = net.graph.integerConstant("flat", 0, CHANNELS, ROWS * ROWS);
        String row = net.graph.node("Reshape", "row", List.of(map, shape));
        String places = net.graph.node("Transpose", "places", List.of(row), OnnxGraph.ints("perm", 0, 2, 1));
        String pads = net.graph.integerConstant("pads", 0, 1, 0, 0, 0, 0);
        String thousand = net.graph.constant("thousand", Tensor.scalar(1000));
        net.graph.node("Pad", "tokens", List.of(places, pads, thousand));
        net.graph.addOutput("tokens", OnnxGraph.BATCH, 1 + ROWS * ROWS, CHANNELS);
        return net.bytes();
    }

    /** Takes one photo at a time. */
    static byte[] ofOnePhoto() {
        TinyForeign net = new TinyForeign();
        String map = net.map(net.graph.input("pixels", 1, 3, SIDE, SIDE));
        String shape = net.graph.integerConstant("shape", 1, CHANNELS, ROWS, ROWS);
        net.graph.node("Reshape", "last.of.one", List.of(map, shape));
        net.graph.addOutput("last.of.one", 1, CHANNELS, ROWS, ROWS);
        return net.bytes();
    }

    /** A classifier whose input has another shape. */
    static byte[] reading(int... shape) {
        TinyForeign net = new TinyForeign();
        net.map(net.graph.input("pixels", shape));
        net.graph.addOutput("last", OnnxGraph.BATCH, CHANNELS, ROWS, ROWS);
        return net.bytes();
    }

    /** A classifier that also wants a text. */
    static byte[] ofTwoInputs() {
        TinyForeign net = new TinyForeign();
        net.graph.input("text", OnnxGraph.BATCH, 77);
        net.map(net.graph.input("pixels", OnnxGraph.BATCH, 3, SIDE, SIDE));
        net.graph.addOutput("last", OnnxGraph.BATCH, CHANNELS, ROWS, ROWS);
        return net.bytes();
    }

    private String map(String planes) {
        graph.constant("projection.weight", new Tensor(new int[] {CHANNELS, 3, 1, 1}, WEIGHTS));
        graph.constant("projection.bias", Tensor.vector(BIAS));
        String convolved = graph.node(
                "Conv",
                "conv",
                List.of(planes, "projection.weight", "projection.bias"),
                OnnxGraph.ints("strides", 32, 32));
        return graph.node("Relu", "last", List.of(convolved));
    }

    private byte[] bytes() {
        return changed(graph.toByteArray(), 13);
    }

    static byte[] ofOpset(int opset) {
        return changed(classifier(), opset);
    }

    private static byte[] changed(byte[] onnx, int opset) {
        try {
            ModelProto.Builder model = ModelProto.parseFrom(onnx).toBuilder();
            model.getOpsetImportBuilder(0).setVersion(opset);
            return model.setProducerName("somebody").build().toByteArray();
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The mean over all places of the last map. */
    static float[] feature(float[] photo, PixelValues values) {
        float[] feature = new float[CHANNELS];
        for (float[] pixel : everyThirtySecondPixel(photo)) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                float sum = BIAS[channel];
                for (int colour = 0; colour < 3; colour++) {
                    float seen = (pixel[colour] - values.mean()[colour]) / values.deviation()[colour];
                    sum += WEIGHTS[channel * 3 + colour] * seen;
                }
                feature[channel] += Math.max(0, sum) / (ROWS * ROWS);
            }
        }
        return feature;
    }

    private static List<float[]> everyThirtySecondPixel(float[] photo) {
        List<float[]> pixels = new ArrayList<>();
        for (int y = 0; y < SIDE; y += 32) {
            for (int x = 0; x < SIDE; x += 32) {
                int at = (y * SIDE + x) * 3;
                pixels.add(new float[] {photo[at], photo[at + 1], photo[at + 2]});
            }
        }
        return pixels;
    }

    static float[] photo() {
        Random random = new Random(7);
        float[] pixels = new float[SIDE * SIDE * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
        }
        return pixels;
    }
}
