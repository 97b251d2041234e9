package io.fourfold.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.image.BadPhotoException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numeric")
class FeatureExtractorTest {

    @TempDir
    Path folder;

    private byte[] backbone;
    private Path cache;

    @BeforeEach
    void convertBackbone() throws Exception {
        backbone = BackboneConverter.convert(new TinyMobileNet().writeDirectory(folder.resolve("package")));
        cache = folder.resolve("features.bin");
    }

    @Test
    void shouldEncodePhotosAndTheirMirrorImages() throws Exception {
        Path photo = photo("a.png", 1);
        Path mirrored = mirrorOf(photo, "mirrored.png");

        FeatureFile features = extract(List.of(photo, mirrored));

        assertThat(features.names()).containsExactly("a.png", "mirrored.png");
        assertThat(features.featureSize()).isEqualTo(8);
        assertThat(features.mirrored()[0]).isEqualTo(features.features()[1]);
        assertThat(features.mirrored()[1]).isEqualTo(features.features()[0]);
        assertThat(features.features()[0]).isNotEqualTo(features.mirrored()[0]);
    }

    @Test
    void shouldReadBackWhatItWrote() throws Exception {
        FeatureFile written = extract(List.of(photo("a.png", 1), photo("b.png", 2)));

        FeatureFile read = FeatureFile.read(cache);

        assertThat(read).usingRecursiveComparison().isEqualTo(written);
    }

    @Test
    void shouldNotReadPhotosAgainThatTheCacheHolds() throws Exception {
        Path photo = photo("a.png", 1);
        FeatureFile first = extract(List.of(photo));
        Files.delete(photo);

        assertThat(extract(List.of(photo))).usingRecursiveComparison().isEqualTo(first);
    }

    @Test
    void shouldExtractAgainForOtherPhotos() throws Exception {
        extract(List.of(photo("a.png", 1)));

        FeatureFile features = extract(List.of(photo("b.png", 2)));

        assertThat(features.names()).containsExactly("b.png");
        assertThat(FeatureFile.read(cache).names()).containsExactly("b.png");
    }

    @Test
    void shouldExtractAgainForAnotherBackbone() throws Exception {
        Path photo = photo("a.png", 1);
        extract(List.of(photo));
        backbone = EncoderExport.withProjection(backbone, new float[2][8], new float[2]);

        assertThat(extract(List.of(photo)).featureSize()).isEqualTo(2);
    }

    @Test
    void shouldNameTheFileThatIsNoPhoto() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.jpg"), "not a photo");

        assertThatThrownBy(() -> extract(List.of(text)))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageStartingWith(text + ": not a photo");
        assertThat(cache).doesNotExist();
    }

    @Test
    void shouldSayThatACacheIsCutShort() throws Exception {
        extract(List.of(photo("a.png", 1)));
        byte[] whole = Files.readAllBytes(cache);
        Files.write(cache, Arrays.copyOf(whole, whole.length - 1));

        assertThatThrownBy(() -> FeatureFile.read(cache))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is cut short: delete it");
    }

    @Test
    void shouldSayThatAFileIsNoCache() throws Exception {
        Files.writeString(cache, "something else entirely");

        assertThatThrownBy(() -> FeatureFile.read(cache))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a feature file");
    }

    private FeatureFile extract(List<Path> photos) throws IOException {
        try (FeatureExtractor extractor = new FeatureExtractor(backbone)) {
            return extractor.extract(photos, cache);
        }
    }

    private Path photo(String name, int seed) throws IOException {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 224 * 224; i++) {
            image.setRGB(i % 224, i / 224, random.nextInt(0x1000000));
        }
        return write(image, name);
    }

    private Path mirrorOf(Path photo, String name) throws IOException {
        BufferedImage image = ImageIO.read(photo.toFile());
        BufferedImage mirrored = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 224 * 224; i++) {
            mirrored.setRGB(223 - i % 224, i / 224, image.getRGB(i % 224, i / 224));
        }
        return write(mirrored, name);
    }

    private Path write(BufferedImage image, String name) throws IOException {
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
