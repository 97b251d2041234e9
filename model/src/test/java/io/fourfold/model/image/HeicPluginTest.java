package io.fourfold.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HEIC with a plugin that is found as users' ones are: by its name in a folder of the class path. */
class HeicPluginTest {

    private static final byte[] HEIC = DrawnPhotos.isoMedia("heic");

    private final DecodingMemory memory = new DecodingMemory(64 * 1024 * 1024);
    private final PhotoDecoder decoder = new PhotoDecoder(224, memory, Duration.ofMillis(500));

    @BeforeEach
    void putOnClassPath(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ImageReaderSpi.class.getName()), HeicPlugin.class.getName());
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            ImageIO.scanForPlugins();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        HeicPlugin.side = 100;
    }

    @AfterEach
    void takeFromClassPath() {
        HeicPlugin.hangs = false;
        IIORegistry registry = IIORegistry.getDefaultInstance();
        registry.deregisterServiceProvider(registry.getServiceProviderByClass(HeicPlugin.class));
    }

    @Test
    void shouldReadWhatAPluginReads() {
        float[] pixels = decoder.decode(HEIC);

        assertThat(Arrays.copyOf(pixels, 3)).containsExactly(255, 0, 0);
        assertThat(PhotoFormat.labels()).isEqualTo("JPEG, PNG, WebP, TIFF, GIF, BMP, HEIC");
        assertThat(PhotoFormat.refusal(HEIC)).isEmpty();
    }

    @Test
    void shouldBoundItsPixels() {
        HeicPlugin.side = 20_000;

        assertBad("the HEIC has 20000 x 20000 pixels, more than the limit of 100 megapixels");
    }

    @Test
    void shouldBoundItsMemory() {
        HeicPlugin.side = 3_000;

        assertBad("the HEIC of 3000 x 3000 pixels needs");
    }

    @Test
    void shouldRefuseATruncatedFile() {
        byte[] longer = HEIC.clone();
        longer[23] = 100;

        assertThatThrownBy(() -> decoder.decode(longer))
                .isInstanceOf(BadPhotoException.class)
                .hasMessage("the HEIC is truncated: its end is missing, send the whole file");
    }

    @Test
    void shouldGoOnWithoutAReaderThatHangs() {
        HeicPlugin.hangs = true;

        assertBad("the HEIC takes longer than");
        assertThat(memory.free()).isLessThan(memory.bytes());

        HeicPlugin.hangs = false;
        Awaitility.await().until(() -> memory.free() == memory.bytes());
    }

    private void assertBad(String message) {
        assertThatThrownBy(() -> decoder.decode(HEIC))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining(message);
    }
}
