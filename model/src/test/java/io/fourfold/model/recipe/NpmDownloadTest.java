package io.fourfold.model.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmDownloadTest {

    @TempDir
    Path folder;

    @Test
    void shouldReturnTheArchiveThatNpmWrote() throws Exception {
        Path npm = program("test \"$1 $2\" = 'pack @codait/max-image-segmenter@0.3.0' &&"
                + " echo package > codait-max-image-segmenter-0.3.0.tgz");

        assertThat(new NpmDownload(npm.toString()).fetch(folder)).hasContent("package");
    }

    @Test
    void shouldNotDownloadAgain() throws Exception {
        Path archive = Files.writeString(folder.resolve("codait-max-image-segmenter-0.3.0.tgz"), "before");

        assertThat(new NpmDownload("no-such-program").fetch(folder)).isEqualTo(archive);
    }

    @Test
    void shouldPassOnWhatNpmComplainsOf() throws Exception {
        Path npm = program("echo no network; exit 1");

        assertThatThrownBy(() -> new NpmDownload(npm.toString()).fetch(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no network")
                .hasMessageContaining("npm pack @codait/max-image-segmenter@0.3.0");
    }

    @Test
    void shouldSayWhatToDoWithoutNpm() {
        assertThatThrownBy(() -> new NpmDownload("no-such-program").fetch(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot run no-such-program")
                .hasMessageContaining("fetch it elsewhere");
    }

    private Path program(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("npm"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
