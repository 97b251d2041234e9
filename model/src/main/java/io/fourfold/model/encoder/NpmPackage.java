package io.fourfold.model.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The files of an npm package, from the {@code .tgz} that {@code npm pack} fetches or from its unpacked directory. */
public record NpmPackage(Path location, Map<String, byte[]> archive) {

    /** npm puts every file of an archive under this folder. */
    private static final String ROOT = "package/";

    /** @throws IOException if there is no such file or directory, or the archive is damaged */
    public static NpmPackage open(Path location) throws IOException {
        return new NpmPackage(location, Files.isDirectory(location) ? Map.of() : unpack(location));
    }

    /** @throws FileNotFoundException if the package has no such file; the message names both */
    public byte[] file(String name) throws IOException {
        Path unpacked = location.resolve(name);
        if (Files.isRegularFile(unpacked)) {
            return Files.readAllBytes(unpacked);
        }
        byte[] packed = archive.get(ROOT + name);
        if (packed == null) {
            throw new FileNotFoundException("no " + name + " in " + location
                    + ": expected the .tgz of 'npm pack', or the directory that holds its package.json");
        }
        return packed;
    }

    /** A file of the package, read as JSON. */
    public JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(file(name));
    }

    private static Map<String, byte[]> unpack(Path location) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GzipCompressorInputStream(new BufferedInputStream(Files.newInputStream(location))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    files.put(entry.getName(), tar.readAllBytes());
                }
            }
        }
        return files;
    }
}
