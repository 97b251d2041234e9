package io.fourfold.infra.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoFileTest {

    @TempDir
    private Path folder;

    @Test
    void shouldFindPhotosInSubfoldersInOrder() throws IOException {
        write("holiday/beach.JPG", "notes.txt", "dog.webp");

        assertThat(PhotoFile.find(List.of(folder)))
                .extracting(PhotoFile::imageId)
                .containsExactly("dog.webp", "holiday:beach.JPG");
    }

    @Test
    void shouldTakeAFileWhateverItsName() throws IOException {
        write("scan");

        assertThat(PhotoFile.find(List.of(folder.resolve("scan"))))
                .extracting(PhotoFile::imageId)
                .containsExactly("scan");
    }

    @Test
    void shouldRefuseTwoFilesWithTheSameId() throws IOException {
        write("a/dog.jpg", "b/dog.jpg");

        assertThatThrownBy(() -> PhotoFile.find(List.of(folder.resolve("a"), folder.resolve("b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dog.jpg");
    }

    @Test
    void shouldSayThatAPathDoesNotExist() {
        assertThatThrownBy(() -> PhotoFile.find(List.of(folder.resolve("missing"))))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void shouldSayThatAFolderHasNoPhotos() {
        assertThatThrownBy(() -> PhotoFile.find(List.of(folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no photos in");
    }

    @Test
    void shouldDigestTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("abc.jpg"), "abc");

        // The example of FIPS 180-2, appendix B.1.
        assertThat(new PhotoFile("abc.jpg", file).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }
}
