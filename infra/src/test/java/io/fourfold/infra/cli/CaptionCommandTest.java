package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** With the network that comes with Fourfold, of a black picture. */
class CaptionCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private Path photo;

    @BeforeEach
    void draw() throws IOException {
        photo = folder.resolve("black.png");
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
    }

    @Test
    void shouldPrintTheConfidenceOfEverySentence() {
        assertThat(caption("--all")).isZero();

        assertThat(out.toString().lines().skip(1))
                .hasSize(3)
                .allMatch(line -> line.matches(" +-\\d+\\.\\d\\d  0\\.0\\d  a .*"));
    }

    @Test
    void shouldSayThatNoCaptionHasTheConfidence() {
        assertThat(caption("--min-confidence=0.5")).isZero();

        assertThat(out.toString()).startsWith("black.png ").contains("no caption of that confidence");
    }

    private int caption(String option) {
        CommandLine commandLine = Fourfold.commandLine(Map.of());
        commandLine.setOut(new PrintWriter(out, true));
        return commandLine.execute("caption", photo.toString(), option);
    }
}
