package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backbone of another origin on the command line; how it is used is the model's. */
class TrainCommandTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private Path backbone;

    @BeforeEach
    void writeModelThatIsEmpty() throws IOException {
        backbone = Files.write(folder.resolve("empty.onnx"), new byte[0]);
    }

    @Test
    void shouldAskWhatABackboneOfAnotherOriginWasTrainedToSee() {
        assertThat(train("--backbone=" + backbone)).isOne();
        assertThat(err.toString()).contains("cannot use " + backbone, "of another origin", "--backbone-values");
    }

    @Test
    void shouldSayWhyABackboneCannotBeUsed() {
        assertThat(train("--backbone=" + backbone, "--backbone-values=imagenet", "--backbone-output=last"))
                .isOne();
        assertThat(err.toString()).contains("cannot use " + backbone + " as a backbone: not an ONNX model");
    }

    @Test
    void shouldRefuseHowToUseABackboneThatIsNotNamed() {
        assertThat(train("--backbone-values=unit")).isEqualTo(2);
        assertThat(err.toString()).contains("--backbone=FILE.onnx");
    }

    private int train(String... more) {
        String[] all = Stream.concat(
                        Stream.of("model", "train", "--images=a", "--captions=b", "--split=c", "--out=" + folder),
                        Stream.of(more))
                .toArray(String[]::new);
        return Fourfold.commandLine(Map.of()).setErr(new PrintWriter(err)).execute(all);
    }
}
