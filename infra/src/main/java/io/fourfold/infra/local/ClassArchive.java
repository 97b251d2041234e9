package io.fourfold.infra.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Application class-data sharing (JEP 310, 350) for a child JVM: its first run writes its loaded classes down when it
 * ends, and later runs map that file. Halves the registry's start.
 */
final class ClassArchive {

    private final Path archive;
    private final Path unfinished;

    ClassArchive(Path directory) {
        archive = directory.resolve("classes-" + System.getProperty("java.vm.version") + ".jsa");
        unfinished = directory.resolve("classes.jsa.unfinished");
    }

    List<String> jvmOptions() {
        return Files.exists(archive)
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                : List.of("-XX:ArchiveClassesAtExit=" + unfinished, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** Takes over what the child has written; only after it has ended by itself. */
    void keep() {
        if (!Files.exists(unfinished)) {
            return;
        }
        try {
            Files.move(unfinished, archive, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
