package io.fourfold.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UprightPictureTest {

    /** Corners of a photo that has another colour in each: top left, top right, bottom left, bottom right. */
    private static final double[][] CORNERS = {{0.25, 0.25}, {0.75, 0.25}, {0.25, 0.75}, {0.75, 0.75}};

    private static final int[] COLOURS = {0xD02020, 0x20D020, 0x2020D0, 0xD0D0D0};

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldStandAsTheNetworkSeesIt(int orientation) {
        byte[] file = DrawnPhotos.withOrientation(DrawnPhotos.jpeg(quarters(120, 80)), orientation);
        float[] seen = new PhotoDecoder(224).decode(file);

        BufferedImage picture = UprightPicture.read(file, 1000);

        boolean turned = orientation > 4;
        assertThat(picture.getWidth()).isEqualTo(turned ? 80 : 120);
        assertThat(picture.getHeight()).isEqualTo(turned ? 120 : 80);
        for (double[] corner : CORNERS) {
            Color colour = new Color(
                    picture.getRGB((int) (corner[0] * picture.getWidth()), (int) (corner[1] * picture.getHeight())));
            int pixel = ((int) (corner[1] * 224) * 224 + (int) (corner[0] * 224)) * PhotoDecoder.CHANNELS;
            assertThat(Math.abs(colour.getRed() - seen[pixel])).isLessThan(12);
            assertThat(Math.abs(colour.getGreen() - seen[pixel + 1])).isLessThan(12);
            assertThat(Math.abs(colour.getBlue() - seen[pixel + 2])).isLessThan(12);
        }
    }

    @Test
    void shouldScaleALargePhotoDownInItsShape() {
        BufferedImage picture = UprightPicture.read(DrawnPhotos.png(quarters(1000, 400)), 100);

        assertThat(picture.getWidth()).isEqualTo(100);
        assertThat(picture.getHeight()).isEqualTo(40);
        assertThat(picture.getRGB(25, 10) & 0xFFFFFF).isEqualTo(COLOURS[0]);
        assertThat(picture.getRGB(75, 30) & 0xFFFFFF).isEqualTo(COLOURS[3]);
    }

    private static BufferedImage quarters(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            int x = i % width;
            int y = i / width;
            image.setRGB(x, y, COLOURS[(x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2)]);
        }
        return image;
    }
}
