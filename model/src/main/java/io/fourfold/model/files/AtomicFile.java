package io.fourfold.model.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file so that readers see the old content or the whole new one, never a part. */
public final class AtomicFile {

    private AtomicFile() {}

    /** What to write. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream output) throws IOException;
    }

    /** Creates missing folders, writes beside the target and renames. */
    public static void write(Path target, Content content) throws IOException {
        Path absolute = target.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
        try {
            try (OutputStream output = Files.newOutputStream(part)) {
                content.writeTo(output);
            }
            Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** As {@link #write(Path, Content)} for bytes. */
    public static void write(Path target, byte[] content) throws IOException {
        write(target, output -> output.write(content));
    }
}
