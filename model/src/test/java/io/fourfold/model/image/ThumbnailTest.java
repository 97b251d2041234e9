package io.fourfold.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailTest {

    private static final PhotoDecoder DECODER = new PhotoDecoder(224);

    @ParameterizedTest
    @CsvSource({
        "3000, 2000, 320, 213",
        "500, 1000, 160, 320",
        "4000, 90, 320, 7",
        "200, 100, 200, 100",
        "3000, 1, 320, 1"
    })
    void shouldHaveThePhotosShape(int width, int height, int expectedWidth, int expectedHeight) throws IOException {
        Thumbnail thumbnail = thumbnail(DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(width, height)));

        BufferedImage picture = picture(thumbnail);
        assertThat(picture.getWidth()).isEqualTo(expectedWidth).isEqualTo(thumbnail.width());
        assertThat(picture.getHeight()).isEqualTo(expectedHeight).isEqualTo(thumbnail.height());
    }

    @Test
    void shouldStandUprightWithoutMetadata() throws IOException {
        byte[] file = DrawnPhotos.withOrientation(DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(1000, 500)), 6);

        Thumbnail thumbnail = thumbnail(file);

        BufferedImage picture = picture(thumbnail);
        assertThat(picture.getWidth()).isEqualTo(160);
        assertThat(picture.getHeight()).isEqualTo(320);
        assertThat(new Color(picture.getRGB(80, 20)).getRed()).isGreaterThan(200);
        assertThat(new Color(picture.getRGB(80, 300)).getBlue()).isGreaterThan(200);
        assertThat(new String(thumbnail.jpeg(), StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
    }

    @Test
    void shouldAverageFineDetailInsteadOfSkippingIt() throws IOException {
        BufferedImage lines = new BufferedImage(4000, 700, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = lines.createGraphics();
        graphics.setColor(Color.WHITE);
        for (int y = 0; y < 700; y += 2) {
            graphics.drawLine(0, y, 3999, y);
        }
        graphics.dispose();

        BufferedImage picture = picture(thumbnail(DrawnPhotos.png(lines)));

        for (int y = 0; y < picture.getHeight(); y++) {
            assertThat(new Color(picture.getRGB(100, y)).getGreen()).isBetween(110, 145);
        }
    }

    @Test
    void shouldLeaveWhatTheNetworkSeesAsItIs() {
        byte[] file = DrawnPhotos.withOrientation(DrawnPhotos.jpeg(DrawnPhotos.redAndBlue(900, 700)), 3);

        assertThat(DECODER.decodeWithThumbnail(file).pixels()).isEqualTo(DECODER.decode(file));
    }

    private static Thumbnail thumbnail(byte[] file) {
        return DECODER.decodeWithThumbnail(file).thumbnail().orElseThrow();
    }

    private static BufferedImage picture(Thumbnail thumbnail) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(thumbnail.jpeg()));
    }
}
