package io.fourfold.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.local.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScratchDirectoryTest {

    @Test
    void shouldGoAwayWithTheProcess() throws IOException, InterruptedException {
        try (ChildJvm user = ChildJvm.start(ScratchUser.class, "ends")) {
            requireNothingLeft(user, Path.of(user.line()), Long.parseLong(user.line()));
        }
    }

    @Test
    void shouldGoAwayWhenTheProcessIsStopped() throws IOException, InterruptedException {
        try (ChildJvm user = ChildJvm.start(ScratchUser.class, "waits")) {
            Path directory = Path.of(user.line());
            long child = Long.parseLong(user.line());
            assertThat(directory.resolve("store/data")).exists();

            user.process().destroy();

            requireNothingLeft(user, directory, child);
        }
    }

    private static void requireNothingLeft(ChildJvm user, Path directory, long child) throws InterruptedException {
        assertThat(user.process().waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(directory).doesNotExist();
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
