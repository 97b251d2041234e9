package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelWordsCommandTest {

    @TempDir
    Path folder;

    @Test
    void shouldDownloadNothingForAFolderWithoutABundle() {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Fourfold.commandLine(Map.of());
        commandLine.setErr(new PrintWriter(err, true));

        assertThat(commandLine.execute("model", "words", "--model", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("holds no model bundle: model.json is missing");
        assertThat(folder).isEmptyDirectory();
    }
}
