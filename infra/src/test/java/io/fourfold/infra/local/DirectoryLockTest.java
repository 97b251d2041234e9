package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

    @TempDir
    Path parent;

    @Test
    void shouldCreateTheDirectory() {
        Path directory = parent.resolve("a/b");

        DirectoryLock.acquire(directory).close();

        assertThat(directory).isDirectory();
    }

    @Test
    void shouldKeepASecondInstanceOut() {
        try (DirectoryLock lock = DirectoryLock.acquire(parent)) {
            assertThatThrownBy(() -> DirectoryLock.acquire(parent))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContainingAll(
                            "in use by process " + ProcessHandle.current().pid(), "--data");
        }
    }

    @Test
    void shouldBeFreeAfterClosing() {
        DirectoryLock.acquire(parent).close();

        DirectoryLock again = DirectoryLock.acquire(parent);

        again.close();
        assertThat(parent.resolve("in-use.lock")).exists();
    }

    @Test
    void shouldTellThatTheDirectoryCannotBeWritten() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> DirectoryLock.acquire(file))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContainingAll("Cannot write", file.toString(), "--data");
    }
}
