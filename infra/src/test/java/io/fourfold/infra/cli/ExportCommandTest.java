package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "onnx, encoder.onnx decoder.onnx tokens.txt",
        "dl4j, decoder.zip",
        "word2vec, words.txt",
    })
    void shouldWriteTheBuiltInNetworkAndSayWhichFiles(String format, String files) {
        assertThat(export(format, folder.resolve("new"))).isZero();

        for (String file : files.split(" ")) {
            assertThat(folder.resolve("new").resolve(file)).isNotEmptyFile();
            assertThat(out.toString())
                    .contains("wrote    " + folder.resolve("new").resolve(file));
        }
        assertThat(out.toString()).contains("network  fourfold-1-");
    }

    @Test
    void shouldOverwriteOnlyWhenAskedTo() throws IOException {
        Path there = Files.writeString(folder.resolve("words.txt"), "mine");

        assertThat(export("word2vec", folder)).isOne();
        assertThat(err.toString()).contains(there + " would be overwritten").contains("--overwrite");
        assertThat(there).hasContent("mine");

        assertThat(export("word2vec", folder, "--overwrite")).isZero();
        assertThat(out.toString()).contains("replaced " + there);
    }

    @Test
    void shouldRefuseAnUnknownFormatAndNameTheKnownOnes() {
        assertThat(export("keras", folder)).isEqualTo(2);
        assertThat(err.toString()).containsIgnoringCase("onnx, dl4j, word2vec");
    }

    @Test
    void shouldRefuseAFileInPlaceOfAFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("words.txt"), "mine");

        assertThat(export("word2vec", file)).isEqualTo(2);
        assertThat(err.toString()).contains("--out names a folder");
    }

    @Test
    void shouldSayWhichBundleIsMissing() {
        assertThat(export("onnx", folder, "--model=" + folder.resolve("nowhere")))
                .isOne();
        assertThat(err.toString()).contains(folder.resolve("nowhere/model.json") + " is missing");
    }

    private int export(String format, Path target, String... more) {
        return Fourfold.commandLine(Map.of())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments(format, target, more));
    }

    private static String[] arguments(String format, Path target, String... more) {
        String[] all = new String[4 + more.length];
        all[0] = "model";
        all[1] = "export";
        all[2] = "--format=" + format;
        all[3] = "--out=" + target;
        System.arraycopy(more, 0, all, 4, more.length);
        return all;
    }
}
