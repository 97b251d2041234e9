package io.fourfold.model.encoder;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numeric")
class PlaceEncoderTest {

    private static final int FEATURES = 8;
    private static final int EMBEDDING = 3;

    @TempDir
    Path folder;

    private byte[] backbone;
    private float[] pixels;

    @BeforeEach
    void convertBackbone() throws Exception {
        backbone = BackboneConverter.convert(new TinyMobileNet().writeDirectory(folder));
        pixels = BackboneConverterTest.randomPixels();
    }

    @Test
    void shouldTellOfEachPlaceWhatMakesUpTheEmbedding() {
        byte[] encoder = encoder(backbone);

        assertPlacesAddUp(encoder, 7);
    }

    @Test
    void shouldTellItOfALargerPhoto() {
        byte[] encoder = encoder(SizedInput.of(backbone, 288));

        assertPlacesAddUp(encoder, 9);
    }

    @Test
    void shouldRefuseAnEncoderWithoutProjection() {
        try (PlaceEncoder places = new PlaceEncoder(() -> backbone)) {
            assertThatThrownBy(() -> places.encode(pixels))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("does not end in a mean over places and a projection");
        }
    }

    private void assertPlacesAddUp(byte[] encoder, int side) {
        try (ImageEncoder whole = new ImageEncoder(encoder);
                PlaceEncoder places = new PlaceEncoder(() -> encoder)) {
            float[] photo = Arrays.copyOf(pixels, whole.side() * whole.side() * 3);
            PlaceMap map = places.encode(photo);
            float[] expected = whole.encode(photo);

            assertThat(map.rows()).isEqualTo(side);
            assertThat(map.columns()).isEqualTo(side);
            assertThat(map.embeddings()[0]).isNotEqualTo(map.embeddings()[side + 1]);
            assertThat(map.embedding())
                    .containsExactly(
                            expected,
                            ofAdditions(TinyMobileNet.ADDITIONS + FEATURES).around(expected));
        }
    }

    private static byte[] encoder(byte[] backbone) {
        Random random = new Random(5);
        float[][] weights = new float[EMBEDDING][FEATURES];
        float[] bias = new float[EMBEDDING];
        for (int i = 0; i < EMBEDDING; i++) {
            bias[i] = random.nextFloat();
            for (int k = 0; k < FEATURES; k++) {
                weights[i][k] = random.nextFloat();
            }
        }
        return EncoderExport.withProjection(backbone, weights, bias);
    }
}
