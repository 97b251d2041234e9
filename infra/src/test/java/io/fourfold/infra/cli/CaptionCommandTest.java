package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionCommandTest {

    private static final int WIDTH = 90;
    private static final int HEIGHT = 60;

    @TempDir
    Path folder;

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private Path photo;

    @BeforeEach
    void drawPhoto() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.GREEN);
        graphics.fillRect(0, HEIGHT / 2, WIDTH, HEIGHT);
        graphics.dispose();
        photo = folder.resolve("lawn.png");
        ImageIO.write(image, "png", photo.toFile());
    }

    @Test
    void shouldDrawWhatSpeaksForAWordBesideThePhoto() throws IOException {
        assertThat(caption(photo.toString(), "--explain=grass")).isZero();

        BufferedImage map = ImageIO.read(folder.resolve("lawn-grass.png").toFile());
        assertThat(map.getWidth()).isEqualTo(WIDTH);
        assertThat(map.getHeight()).isEqualTo(HEIGHT);
        assertThat(output.toString()).contains("'grass'", "lawn-grass.png");
    }

    @Test
    void shouldOverwriteNothingUnlessTold() throws IOException {
        Path map = Files.writeString(folder.resolve("map.png"), "mine");

        assertThat(caption(photo.toString(), "--explain=grass", "--out=" + map)).isEqualTo(1);
        assertThat(errors.toString()).contains("map.png", "--overwrite");
        assertThat(map).hasContent("mine");

        assertThat(caption(photo.toString(), "--explain=grass", "--out=" + map, "--overwrite"))
                .isZero();
        assertThat(ImageIO.read(map.toFile())).isNotNull();
    }

    @Test
    void shouldSuggestWordsForOneThatIsNotInTheVocabulary() {
        assertThat(caption(photo.toString(), "--explain=graas")).isEqualTo(1);

        assertThat(errors.toString()).contains("'graas' is not in the vocabulary", "grass");
    }

    @Test
    void shouldRefuseOneFileForSeveralMaps() throws IOException {
        Files.copy(photo, folder.resolve("another.png"));

        assertThat(caption(folder.toString(), "--explain=grass", "--out=map.png"))
                .isEqualTo(2);

        assertThat(errors.toString()).contains("--out is for a single photo, not 2");
    }

    @Test
    void shouldPrintTheConfidenceOfEverySentence() throws IOException {
        assertThat(caption(black().toString(), "--all")).isZero();

        assertThat(output.toString().lines().skip(1))
                .hasSize(3)
                .allMatch(line -> line.matches(" +-\\d+\\.\\d\\d  0\\.0\\d  a .*"));
    }

    @Test
    void shouldSayThatNoCaptionHasTheConfidence() throws IOException {
        assertThat(caption(black().toString(), "--min-confidence=0.5")).isZero();

        assertThat(output.toString()).startsWith("black.png ").contains("no caption of that confidence");
    }

    private Path black() throws IOException {
        Path black = folder.resolve("black.png");
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png", black.toFile());
        return black;
    }

    private int caption(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "caption";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Fourfold.commandLine(Map.of())
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(all);
    }
}
