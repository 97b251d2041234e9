package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SplitCommandTest {

    private static final List<String> NAMES =
            IntStream.range(0, 20).mapToObj(i -> i + ".jpg").toList();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void writeList() throws Exception {
        Files.write(folder.resolve("all.txt"), NAMES);
    }

    @Test
    void shouldSetTheSamePhotosApartEveryTime() throws Exception {
        assertThat(split(5, "train.txt", "dev.txt")).isZero();
        assertThat(split(5, "train2.txt", "dev2.txt")).isZero();

        List<String> apart = lines("dev.txt");
        List<String> both = new ArrayList<>(lines("train.txt"));
        both.addAll(apart);
        assertThat(apart).hasSize(5).isEqualTo(lines("dev2.txt")).isNotEqualTo(NAMES.subList(0, 5));
        assertThat(both).containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(out.toString()).contains("15 photos in ", ", 5 in ");
    }

    @Test
    void shouldRefuseToLeaveNothingToLearnFrom() {
        assertThat(split(20, "train.txt", "dev.txt")).isEqualTo(2);
        assertThat(errors.toString()).contains("of 20 photos 20 cannot be set apart");
    }

    private int split(int apart, String train, String dev) {
        CommandLine commandLine = Fourfold.commandLine(Map.of());
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(errors));
        return commandLine.execute(
                "model",
                "split",
                "--all=" + folder.resolve("all.txt"),
                "--apart=" + apart,
                "--train=" + folder.resolve(train),
                "--dev=" + folder.resolve(dev));
    }

    private List<String> lines(String file) throws Exception {
        return Files.readAllLines(folder.resolve(file));
    }
}
