package io.fourfold.model.encoder;

import static io.fourfold.model.FloatTolerance.ofAdditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizedInputTest {

    @TempDir
    Path folder;

    private byte[] backbone;

    @BeforeEach
    void convertBackbone() throws Exception {
        backbone = BackboneConverter.convert(new TinyMobileNet().writeDirectory(folder));
    }

    @Test
    @Tag("numeric")
    void shouldReadPhotosOfTheNewSizeByTheSameWeights() {
        try (ImageEncoder before = new ImageEncoder(backbone);
                ImageEncoder larger = new ImageEncoder(SizedInput.of(backbone, 256))) {
            assertThat(larger.side()).isEqualTo(256);
            assertThat(larger.outputSize()).isEqualTo(before.outputSize());
            assertThat(larger.encode(black(256)))
                    .usingComparatorWithPrecision(0.3f)
                    .containsExactly(before.encode(black(224)));
        }
    }

    @Test
    @Tag("numeric")
    void shouldLeaveTheNetworkAsItIsAtItsOwnSize() {
        try (ImageEncoder before = new ImageEncoder(backbone);
                ImageEncoder same = new ImageEncoder(SizedInput.of(backbone, 224))) {
            float[] feature = before.encode(black(224));
            assertThat(same.encode(black(224)))
                    .containsExactly(
                            feature, ofAdditions(TinyMobileNet.ADDITIONS).around(feature));
        }
    }

    @Test
    void shouldRefuseASideThatTheStridesDoNotDivide() {
        assertThatThrownBy(() -> SizedInput.of(backbone, 300))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("photos must be a multiple of 32 pixels wide and high, not 300");
    }

    private static float[] black(int side) {
        return new float[side * side * 3];
    }
}
