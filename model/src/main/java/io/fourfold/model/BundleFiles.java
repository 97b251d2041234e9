package io.fourfold.model;

import io.fourfold.model.files.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the files of a model bundle, wherever it is kept. */
interface BundleFiles {

    /** @throws IOException if the file is missing or cannot be read; the message names it */
    byte[] read(String name) throws IOException;

    static BundleFiles in(Path directory) {
        return name -> {
            Path file = directory.resolve(name);
            if (!Files.isRegularFile(file)) {
                throw new FileNotFoundException(file + " is missing");
            }
            return Files.readAllBytes(file);
        };
    }

    /** The bundle that comes with Fourfold. */
    static BundleFiles builtIn() {
        return name -> {
            try (InputStream in = BundleFiles.class.getResourceAsStream("bundle/" + name)) {
                if (in == null) {
                    throw new FileNotFoundException("the resource bundle/" + name + " is missing");
                }
                return in.readAllBytes();
            }
        };
    }

    /** Reads a file and makes sure that it is the one that the manifest means. */
    default byte[] readVerified(String name, BundleManifest manifest) throws IOException {
        BundleManifest.FileEntry entry = manifest.files().get(name);
        if (entry == null) {
            throw new IllegalArgumentException("model.json does not list " + name);
        }
        byte[] bytes = read(name);
        String actual = Sha256.hex(bytes);
        if (!actual.equals(entry.sha256())) {
            throw new IllegalArgumentException(name + " is damaged or from another bundle: its SHA-256 is " + actual
                    + ", model.json says " + entry.sha256() + "; copy the whole bundle again");
        }
        return bytes;
    }
}
