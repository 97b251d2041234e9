package io.fourfold.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Application class-data sharing (JEP 310, JEP 350) for a child JVM: the first run writes its loaded classes down when
 * it ends, and later runs map that file, which halves their start. Lies beside the program, whose jars it fits.
 */
final class ClassArchive {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

    private final Path program;
    private final Path archive;
    private final Path unfinished;

    /**
     * @param program directory of the child's jars
     * @param scratch directory of this run alone
     */
    ClassArchive(Path program, Path scratch) {
        this.program = program;
        this.archive = program.resolve("classes-" + System.getProperty("java.vm.version") + ".jsa");
        this.unfinished = scratch.resolve("classes.jsa.unfinished");
    }

    /**
     * @param jars the child's class path; an archive that is older than one of them is written anew
     * @return JVM options that use the archive, or write it, or none if neither can be done
     */
    List<String> jvmOptions(List<Path> jars) throws IOException {
        if (fits(jars)) {
            return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off");
        }
        if (Files.isWritable(program)) {
            return List.of("-XX:ArchiveClassesAtExit=" + unfinished, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        }
        return List.of();
    }

    /** Takes over what the child has written; only after it has ended by itself. */
    void keep() {
        if (!Files.exists(unfinished)) {
            return;
        }
        try {
            Files.move(unfinished, archive, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException onlySlower) {
            LOG.warn("Cannot keep {}; the next start will be slower", archive, onlySlower);
        }
    }

    private boolean fits(List<Path> jars) throws IOException {
        if (!Files.exists(archive)) {
            return false;
        }
        for (Path jar : jars) {
            if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(archive)) > 0) {
                return false;
            }
        }
        return true;
    }
}
