package io.fourfold.model.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageDownloadTest {

    @TempDir
    Path folder;

    private Path mvn;

    @BeforeEach
    void writeProgram() throws IOException {
        mvn = Files.writeString(folder.resolve("mvn"), "#!/bin/sh\necho \"$@\" > words-1.2.jar\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void shouldReturnTheJarThatMavenCopied() throws Exception {
        String asked =
                "-B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -Dartifact=org.example:words:1.2"
                        + " -DoutputDirectory=.\n";
        String sha256 = Sha256.hex(asked.getBytes(StandardCharsets.UTF_8));

        assertThat(download(sha256).fetch(folder)).hasContent(asked);
    }

    @Test
    void shouldRefuseAnotherJarThanMeant() {
        assertThatThrownBy(() -> download("00ff").fetch(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("words-1.2.jar has the SHA-256")
                .hasMessageContaining("not 00ff; fetch it elsewhere");
        assertThat(folder.resolve("words-1.2.jar")).doesNotExist();
    }

    private PackageDownload download(String sha256) {
        return PackageDownload.maven(mvn.toString(), "org.example", "words", "1.2", sha256);
    }
}
