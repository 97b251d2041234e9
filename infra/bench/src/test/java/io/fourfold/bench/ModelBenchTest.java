package io.fourfold.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBenchTest {

    @TempDir
    Path folder;

    @Test
    void shouldMeasureTheBuiltInBundleInAHeapOf512Megabytes() throws Exception {
        Path photo = folder.resolve("photo.png");
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());

        ModelBench.Result result = ModelBench.run(List.of(photo), 1, Optional.empty(), Optional.empty());

        assertThat(result.encodeMillis()).isPositive();
        assertThat(result.captionMillis()).isPositive();
        assertThat(result.referenceMillis()).isZero();
        assertThat(result.peakHeapBytes()).isBetween(1L, 512L << 20);
        assertThat(result.bundleBytes()).isBetween(1L, 40_000_000L);
    }

    @Test
    void shouldLoadTheEncoderAloneSoonerThanTheBundle() throws Exception {
        LoadBench.Times times = LoadBench.run(Optional.empty());

        assertThat(times.leastMillis()).isPositive().isLessThan(times.bundleMillis());
    }

    @Test
    void shouldFailIfTheProcessDoes() {
        assertThatThrownBy(() -> ModelBench.run(List.of(), 1, Optional.of(folder), Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessage("the measured process failed");
    }
}
