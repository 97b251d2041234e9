package io.fourfold.model.encoder;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numeric")
class EnlargedInputTest {

    @TempDir
    Path folder;

    private byte[] backbone;

    @BeforeEach
    void convertBackbone() throws Exception {
        backbone = BackboneConverter.convert(new TinyMobileNet().writeDirectory(folder));
    }

    @Test
    void shouldChangeNothingAtTheSizeThatPhotosHave() {
        float[] pixels = BackboneConverterTest.randomPixels();
        float[] expected = encode(backbone, pixels);

        // ONNX Runtime lays maps out otherwise, and takes other kernels.
        assertThat(encode(EnlargedInput.of(backbone, 224), pixels))
                .containsExactly(expected, ofAdditions(TinyMobileNet.ADDITIONS).around(expected));
    }

    @Test
    void shouldSeeFinerThingsAsTheyAreSmoothed() {
        float[] pixels = BackboneConverterTest.randomPixels();

        assertThat(encode(EnlargedInput.of(backbone, 288), pixels))
                .hasSameSizeAs(encode(backbone, pixels))
                .isNotEqualTo(encode(backbone, pixels));
    }

    @Test
    void shouldTakeAProjectionLikeAnyBackbone() {
        byte[] encoder =
                EncoderExport.withProjection(EnlargedInput.of(backbone, 256), new float[2][8], new float[] {1, 2});

        assertThat(encode(encoder, BackboneConverterTest.randomPixels())).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {192, 250, 0, -224})
    void shouldRefuseASideThatDoesNotFit(int side) {
        assertThatThrownBy(() -> EnlargedInput.of(backbone, side))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of 32 pixels from 224 on, not to " + side);
    }

    private static float[] encode(byte[] onnx, float[] pixels) {
        try (ImageEncoder encoder = new ImageEncoder(onnx)) {
            return encoder.encode(pixels);
        }
    }
}
