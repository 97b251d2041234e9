package io.fourfold.model.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A classifier in the manner of MobileNet-EdgeTPU, of very few channels and random weights, as a TensorFlow Lite file. */
public final class TinyEdge {

    private final TinyTflite model = new TinyTflite();
    private final Random random = new Random(12);
    private int side = 224;

    private TinyEdge() {}

    /**
     * A stem and a convolution over all channels of stride 8 together; bottlenecks of 5 x 5, stride 2, and of 3 x 3 with a
     * residual; ReLU throughout; a feature of 6.
     */
    public static Path write(Path file) throws IOException {
        TinyEdge edge = new TinyEdge();
        int image = edge.model.computed(1, 224, 224, 3);
        int stem = edge.convolution(image, 3, 4, 3, 2, true);
        int early = edge.convolution(edge.convolution(stem, 4, 4, 3, 2, true), 4, 4, 3, 2, true);
        int first = edge.bottleneck(edge.convolution(early, 4, 3, 1, 1, false), 3, 5, 2);
        int second = edge.bottleneck(first, 3, 3, 1);
        int sum = edge.model.computed(1, edge.side, edge.side, 3);
        edge.model.add(TinyTflite.NO_ACTIVATION, sum, second, first);
        int head = edge.convolution(sum, 3, 6, 1, 1, true);
        int feature = edge.model.computed(1, 6);
        edge.model.operator(TinyTflite.MEAN, 0, feature, head);
        return Files.write(file, edge.model.bytes(image));
    }

    private int bottleneck(int input, int channels, int size, int stride) {
        int inside = 2 * channels;
        int expanded = convolution(input, channels, inside, 1, 1, true);
        side /= stride;
        int filtered = model.computed(1, side, side, inside);
        model.convolution(
                TinyTflite.DEPTHWISE_CONVOLUTION,
                stride,
                TinyTflite.RELU,
                filtered,
                expanded,
                weights(0.02f, 1, size, size, inside),
                bias(inside));
        return convolution(filtered, inside, channels, 1, 1, false);
    }

    private int convolution(int input, int in, int out, int size, int stride, boolean relu) {
        side /= stride;
        int output = model.computed(1, side, side, out);
        model.convolution(
                TinyTflite.CONVOLUTION,
                stride,
                relu ? TinyTflite.RELU : TinyTflite.NO_ACTIVATION,
                output,
                input,
                weights(0.02f, out, size, size, in),
                bias(out));
        return output;
    }

    private int weights(float scale, int... shape) {
        byte[] stored = new byte[Tensor.count(shape)];
        random.nextBytes(stored);
        return model.weights(TinyTflite.INT8, shape, stored, 0, 0, scale / (float) Math.sqrt(stored.length / shape[0]));
    }

    private int bias(int channels) {
        byte[] stored = new byte[4 * channels];
        for (int i = 0; i < channels; i++) {
            stored[4 * i] = (byte) random.nextInt(100);
        }
        return model.weights(TinyTflite.INT32, new int[] {channels}, stored, 0, 0, 0.005f);
    }
}
