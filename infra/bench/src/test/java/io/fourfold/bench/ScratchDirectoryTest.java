package io.fourfold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScratchDirectoryTest {

    @Test
    void shouldGoAwayWithTheProcess() throws IOException, InterruptedException {
        Process user = start("ends");
        BufferedReader output = user.inputReader();

        requireNothingLeft(user, Path.of(output.readLine()), Long.parseLong(output.readLine()));
    }

    @Test
    void shouldGoAwayWhenTheProcessIsStopped() throws IOException, InterruptedException {
        Process user = start("waits");
        BufferedReader output = user.inputReader();
        Path directory = Path.of(output.readLine());
        long child = Long.parseLong(output.readLine());
        assertThat(directory.resolve("store/data")).exists();

        user.destroy();

        requireNothingLeft(user, directory, child);
    }

    private static Process start(String how) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScratchUser.class.getName(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void requireNothingLeft(Process user, Path directory, long child) throws InterruptedException {
        assertThat(user.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(directory).doesNotExist();
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
