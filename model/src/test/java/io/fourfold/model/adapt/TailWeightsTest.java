package io.fourfold.model.adapt;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.encoder.BackboneConverter;
import io.fourfold.model.encoder.BackboneTail;
import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.encoder.TfliteConverter;
import io.fourfold.model.encoder.TinyEdge;
import io.fourfold.model.encoder.TinyMobileNet;
import io.fourfold.model.linear.Matrix;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numeric")
class TailWeightsTest {

    @TempDir
    Path folder;

    private byte[] backbone;

    @BeforeEach
    void convertBackbone() throws Exception {
        backbone = BackboneConverter.convert(new TinyMobileNet().writeDirectory(folder));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 10, 15})
    void shouldComputeWhatOnnxRuntimeComputesFromAnyBottleneckOn(int bottlenecks) {
        assertSameFeature(backbone, bottlenecks);
    }

    @Test
    void shouldComputeWhatOnnxRuntimeComputesWithReluAndLargerFilters() throws Exception {
        assertSameFeature(TfliteConverter.convert(TinyEdge.write(folder.resolve("edge.tflite"))), 2);
    }

    private static void assertSameFeature(byte[] backbone, int bottlenecks) {
        float[] pixels = randomPixels();
        BackboneTail parts = new BackboneTail(backbone, bottlenecks);
        TailWeights tail = TailWeights.read(parts);
        float[] feature;
        try (ImageEncoder frozen = new ImageEncoder(parts.before(224))) {
            int side = (int) Math.sqrt(frozen.outputSize() / tail.inputChannels());
            Matrix map = Matrix.zeros(side * side, tail.inputChannels());
            map.buffer().put(0, frozen.encode(pixels));
            feature = new TailPass(tail, tail.parameters().zerosLike(), 1, side)
                    .forward(map, side)
                    .toArray()[0];
        }
        try (ImageEncoder whole = new ImageEncoder(backbone)) {
            assertThat(feature)
                    .containsExactly(
                            whole.encode(pixels),
                            ofAdditions(TinyMobileNet.ADDITIONS).around(feature));
        }
    }

    @Test
    void shouldPutTheWeightsBackWhereTheyCameFrom() {
        BackboneTail tail = new BackboneTail(backbone, 3);

        byte[] same = tail.with(TailWeights.read(tail).values(), "not at all");

        String name = "expanded_conv_14/depthwise/weight";
        assertThat(new BackboneTail(same, 3).weights().get(name))
                .isEqualTo(tail.weights().get(name));
        try (ImageEncoder before = new ImageEncoder(backbone);
                ImageEncoder after = new ImageEncoder(same)) {
            assertThat(after.encode(randomPixels())).isEqualTo(before.encode(randomPixels()));
        }
    }

    private static float[] randomPixels() {
        Random random = new Random(3);
        float[] pixels = new float[224 * 224 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
        }
        return pixels;
    }
}
