package io.fourfold.model.encoder;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numeric")
class TfliteConverterTest {

    private static final int SIDE = 224;
    /** White is 1, the highest value that layers see. */
    private static final float WHITE = 255;

    /** Of the layers; what the mean adds up are whole numbers or nearly, which float32 holds. */
    private static final Offset<Float> ROUNDING = ofAdditions(10).around(9f);

    @TempDir
    Path folder;

    @Test
    void shouldComputeWhatTheQuantisedWeightsMean() throws Exception {
        byte[] onnx = TfliteConverter.convert(TinyTflite.write(folder.resolve("tiny.tflite")));

        assertThat(feature(onnx)).containsExactly(new float[] {3, 2, 1}, ROUNDING);
    }

    @Test
    void shouldScaleEachChannelOfADepthwiseConvolutionByItsOwn() throws Exception {
        byte[] centre = new byte[27];
        Arrays.fill(centre, 4 * 3, 5 * 3, (byte) 10);

        float[] feature = depthwise(centre, 1, 0.1f, 0.2f, -0.3f);

        assertThat(feature).containsExactly(new float[] {1, 2, -3}, ROUNDING);
    }

    @Test
    void shouldPadAfterTheMapWhereTheStrideLeavesOnePlace() throws Exception {
        byte[] last = new byte[27];
        Arrays.fill(last, 8 * 3, 9 * 3, (byte) 1);

        float[] feature = depthwise(last, 2, 1, 1, 1);

        float inside = 111f / 112 * 111 / 112;
        assertThat(feature).containsExactly(new float[] {inside, inside, inside}, ROUNDING);
    }

    @Test
    void shouldTellReluFromRelu6() throws Exception {
        assertThat(activatedBy(TinyTflite.NO_ACTIVATION)).containsExactly(new float[] {9, 6, -6}, ROUNDING);
        assertThat(activatedBy(TinyTflite.RELU)).containsExactly(new float[] {9, 6, 0}, ROUNDING);
        assertThat(activatedBy(TinyTflite.RELU6)).containsExactly(new float[] {6, 6, 0}, ROUNDING);
    }

    @Test
    void shouldActivateSums() throws Exception {
        TinyTflite model = new TinyTflite();
        int image = model.computed(1, SIDE, SIDE, 3);
        int map = coloursTimes(model, image, TinyTflite.NO_ACTIVATION, 2, 1, -1);
        int sum = model.computed(1, SIDE, SIDE, 3);
        model.add(TinyTflite.RELU, sum, map, map);
        model.operator(TinyTflite.MEAN, 0, model.computed(1, 3), sum);

        assertThat(feature(model, image)).containsExactly(new float[] {4, 2, 0}, ROUNDING);
    }

    @Test
    void shouldRefuseAnActivationThatItDoesNotKnow() {
        assertThatThrownBy(() -> activatedBy(2))
                .isInstanceOf(IOException.class)
                .hasMessage("activation 2 of TensorFlow Lite is not supported");
    }

    @Test
    void shouldNotAskForShapesOfWhatIsComputed() throws Exception {
        TinyTflite model = new TinyTflite();
        int image = model.computed(1, SIDE, SIDE, 3);
        int map = model.computed();
        model.convolution(
                TinyTflite.CONVOLUTION, 1, TinyTflite.RELU, map, image, diagonal(model, 1, 2, 3), noBias(model));
        model.operator(TinyTflite.MEAN, 0, model.computed(), map);

        assertThat(feature(model, image)).containsExactly(new float[] {1, 2, 3}, ROUNDING);
    }

    @Test
    void shouldRefuseAnOperatorThatItDoesNotKnow() throws Exception {
        TinyTflite model = new TinyTflite();
        int image = model.computed(1, SIDE, SIDE, 3);
        model.operator(99, 0, model.computed(1, SIDE, SIDE, 3), image);
        Path file = Files.write(folder.resolve("unknown.tflite"), model.bytes(image));

        assertThatThrownBy(() -> TfliteConverter.convert(file))
                .isInstanceOf(IOException.class)
                .hasMessage("operator 99 of TensorFlow Lite is not supported");
    }

    @Test
    void shouldRefuseAFileThatIsNoModel() throws Exception {
        Path file = Files.writeString(folder.resolve("model.tflite"), "not a model, only text");

        assertThatThrownBy(() -> TfliteConverter.convert(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is not a TensorFlow Lite model, or it is damaged");
    }

    @Test
    void shouldRefuseWeightsThatAreTooFew() throws Exception {
        byte[] oneOfThree = new byte[9];

        assertThatThrownBy(() -> depthwise(oneOfThree, 1, 1, 1, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("or it is damaged");
    }

    /** The feature of a white photo behind a depthwise convolution, one scale a colour. */
    private float[] depthwise(byte[] kernel, int stride, float... scales) throws IOException {
        TinyTflite model = new TinyTflite();
        int image = model.computed(1, SIDE, SIDE, 3);
        int quantised = model.computed(1, SIDE, SIDE, 3);
        int weight = model.weights(TinyTflite.INT8, new int[] {1, 3, 3, 3}, kernel, 3, 0, scales);
        int bias = model.weights(TinyTflite.INT32, new int[] {3}, new byte[12], 0, 0, 1, 1, 1);
        int map = model.computed(1, SIDE / stride, SIDE / stride, 3);
        model.operator(TinyTflite.QUANTIZE, 0, quantised, image);
        model.convolution(
                TinyTflite.DEPTHWISE_CONVOLUTION, stride, TinyTflite.NO_ACTIVATION, map, quantised, weight, bias);
        model.operator(TinyTflite.MEAN, 0, model.computed(1, 3), map);
        return feature(model, image);
    }

    /** The feature of a white photo whose colours are multiplied by 9, 6 and -6. */
    private float[] activatedBy(int activation) throws IOException {
        TinyTflite model = new TinyTflite();
        int image = model.computed(1, SIDE, SIDE, 3);
        int map = coloursTimes(model, image, activation, 9, 6, -6);
        model.operator(TinyTflite.MEAN, 0, model.computed(1, 3), map);
        return feature(model, image);
    }

    private static int coloursTimes(TinyTflite model, int image, int activation, int... factors) {
        int map = model.computed(1, SIDE, SIDE, 3);
        model.convolution(TinyTflite.CONVOLUTION, 1, activation, map, image, diagonal(model, factors), noBias(model));
        return map;
    }

    private static int diagonal(TinyTflite model, int... factors) {
        byte[] kernel = new byte[9];
        for (int i = 0; i < factors.length; i++) {
            kernel[4 * i] = (byte) factors[i];
        }
        return model.weights(TinyTflite.INT8, new int[] {3, 1, 1, 3}, kernel, 0, 0, 1);
    }

    private static int noBias(TinyTflite model) {
        return model.weights(TinyTflite.INT32, new int[] {3}, new byte[12], 0, 0, 1);
    }

    private float[] feature(TinyTflite model, int image) throws IOException {
        return feature(TfliteConverter.convert(Files.write(folder.resolve("model.tflite"), model.bytes(image))));
    }

    private static float[] feature(byte[] onnx) {
        float[] pixels = new float[SIDE * SIDE * 3];
        Arrays.fill(pixels, WHITE);
        try (ImageEncoder encoder = new ImageEncoder(onnx)) {
            return encoder.encode(pixels);
        }
    }
}
