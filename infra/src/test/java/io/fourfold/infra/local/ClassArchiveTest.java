package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

    @TempDir
    Path program;

    @TempDir
    Path scratch;

    private Path jar;

    @BeforeEach
    void createJar() throws IOException {
        jar = Files.writeString(program.resolve("program.jar"), "jar");
    }

    @Test
    void shouldHaveTheFirstRunWriteTheArchive() throws IOException {
        assertThat(firstOption()).startsWith("-XX:ArchiveClassesAtExit=" + scratch);
    }

    @Test
    void shouldHaveLaterRunsReadIt() throws IOException {
        write("classes");

        archive().keep();

        assertThat(firstOption()).startsWith("-XX:SharedArchiveFile=" + program);
        assertThat(Path.of(firstOption().replace("-XX:SharedArchiveFile=", ""))).hasContent("classes");
    }

    @Test
    void shouldWriteItAnewForANewerProgram() throws IOException {
        write("classes");
        archive().keep();

        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(firstOption()).startsWith("-XX:ArchiveClassesAtExit=");
    }

    @Test
    void shouldNotReadWhatAKilledRunLeftUnfinished() throws IOException {
        write("half of the cl");

        assertThat(firstOption()).startsWith("-XX:ArchiveClassesAtExit=");
    }

    @Test
    void shouldKeepNothingIfNothingWasWritten() throws IOException {
        archive().keep();

        assertThat(firstOption()).startsWith("-XX:ArchiveClassesAtExit=");
    }

    private void write(String content) throws IOException {
        Files.writeString(Path.of(firstOption().replace("-XX:ArchiveClassesAtExit=", "")), content);
    }

    private String firstOption() throws IOException {
        return archive().jvmOptions(List.of(jar)).get(0);
    }

    private ClassArchive archive() {
        return new ClassArchive(program, scratch);
    }
}
