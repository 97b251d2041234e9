package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrphanedProcessTest {

    @TempDir
    Path directory;

    @Test
    void shouldLeaveAProcessAloneThatIsNotOurs() throws IOException {
        try (ChildJvm stranger = ChildJvm.startBare(IdleProgram.class, "elsewhere")) {
            OrphanedProcess.remember(directory, stranger.process());

            OrphanedProcess.remove(directory, Duration.ofMillis(100));

            assertThat(stranger.process().isAlive()).isTrue();
        }
    }

    @Test
    void shouldEndAProcessOfAnEarlierRun() throws IOException {
        try (ChildJvm orphan = ChildJvm.startBare(IdleProgram.class, directory)) {
            OrphanedProcess.remember(directory, orphan.process());

            OrphanedProcess.remove(directory, Duration.ofMillis(100));

            assertThat(orphan.process().isAlive()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "999999999999999999"})
    void shouldIgnoreAFileThatNamesNoProcess(String content) throws IOException {
        Files.writeString(directory.resolve("registry.pid"), content);

        OrphanedProcess.remove(directory, Duration.ZERO);

        assertThat(directory.resolve("registry.pid")).exists();
    }
}
