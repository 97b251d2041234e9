package io.fourfold.model.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void shouldReplaceAFileAndLeaveNothingElseBehind() throws Exception {
        Path file = folder.resolve("deep/file");
        AtomicFile.write(file, new byte[] {1});

        AtomicFile.write(file, new byte[] {2, 3});

        assertThat(file).hasBinaryContent(new byte[] {2, 3});
        assertThat(folder.resolve("deep")).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void shouldKeepTheOldFileIfWritingFails() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[] {1});

        assertThatThrownBy(() -> AtomicFile.write(file, output -> {
                    output.write(9);
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(file).hasBinaryContent(new byte[] {1});
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }
}
