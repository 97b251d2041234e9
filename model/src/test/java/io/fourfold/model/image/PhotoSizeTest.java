package io.fourfold.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoSizeTest {

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void shouldReadTheHeaderOfABrokenPhoto(String format) throws IOException {
        byte[] photo = photo(format);
        byte[] truncated = Arrays.copyOf(photo, photo.length - 10);

        assertThat(PhotoSize.of(truncated)).contains(new PhotoSize(320, 200));
        assertThat(PhotoSize.of(truncated).orElseThrow().pixels()).isEqualTo(64_000);
    }

    @Test
    void shouldKnowNoSizeWithoutAHeader() throws IOException {
        assertThat(PhotoSize.of(new byte[0])).isEmpty();
        assertThat(PhotoSize.of("<svg onload=alert(1)>".getBytes())).isEmpty();
        assertThat(PhotoSize.of(Arrays.copyOf(photo("jpeg"), 8))).isEmpty();
    }

    private static byte[] photo(String format) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB), format, file);
        return file.toByteArray();
    }
}
