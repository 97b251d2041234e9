package io.fourfold.model.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExplanationPictureTest {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 300;

    @Test
    void shouldColourWhatAddsOrangeAndWhatTakesAwayBlueWhereItIs() {
        double[] values = new double[9 * 9];
        Arrays.fill(values, 0.5);
        values[2 * 9 + 7] = 1;
        values[2 * 9 + 1] = 0;

        BufferedImage picture = draw(new Explanation(9, 9, values, 0, 0.5));

        assertThat(picture.getWidth()).isEqualTo(WIDTH);
        assertThat(picture.getHeight()).isEqualTo(HEIGHT);
        Color adding = at(picture, 7, 2);
        Color taking = at(picture, 1, 2);
        Color neither = at(picture, 4, 5);
        assertThat(adding.getRed()).isGreaterThan(adding.getGreen() + 20).isGreaterThan(adding.getBlue() + 40);
        assertThat(taking.getBlue()).isGreaterThan(taking.getRed() + 40);
        assertThat(neither.getRed()).isEqualTo(neither.getBlue());
    }

    @Test
    void shouldKeepAPhotoOfWhichNothingAddsAnything() {
        BufferedImage picture = draw(new Explanation(2, 2, new double[] {1, 1, 1, 1}, 4, 1));

        assertThat(at(picture, 2, 2)).isEqualTo(at(picture, 6, 6));
    }

    @Test
    void shouldDrawSmallPhotosToo() {
        BufferedImage photo = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

        BufferedImage picture = ExplanationPicture.of(photo, new Explanation(1, 2, new double[] {1, 2}, 3, 0), "dog");

        assertThat(picture.getWidth()).isEqualTo(1);
    }

    private static BufferedImage draw(Explanation explanation) {
        BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            photo.setRGB(i % WIDTH, i / WIDTH, 0x808080);
        }
        return ExplanationPicture.of(photo, explanation, "dog");
    }

    /** The colour in the middle of one of nine times nine places. */
    private static Color at(BufferedImage picture, int column, int row) {
        return new Color(picture.getRGB((2 * column + 1) * WIDTH / 18, (2 * row + 1) * HEIGHT / 18));
    }
}
