package io.fourfold.model.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceEncoderTest {

    @TempDir
    Path folder;

    @Test
    void shouldGiveTheMeanOfAWordsPieces() throws IOException {
        Path jar = new TinySentenceEncoder(2)
                .with("sail", 1, 0)
                .with("##boat", 0, 1)
                .with("##bo", 9, 9)
                .write(folder.resolve("tiny.jar"));

        try (SentenceEncoder encoder = SentenceEncoder.open(jar)) {
            List<float[]> vectors = encoder.encode(List.of("a photo of a sail", "a sailboat", "a zebra"));

            assertThat(vectors.get(0)).containsExactly(1, 0);
            assertThat(vectors.get(1)).containsExactly((float) Math.sqrt(0.5), (float) Math.sqrt(0.5));
            assertThat(vectors.get(2)).as("not a piece of it is known").containsExactly(0, 0);
        }
    }

    @Test
    void shouldRefuseAJarWithoutAModel() throws IOException {
        Path jar = folder.resolve("empty.jar");
        new ZipOutputStream(Files.newOutputStream(jar)).close();

        assertThatThrownBy(() -> SentenceEncoder.open(jar))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("0 files that end with");
    }
}
