package io.fourfold.model.recipe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Downloads the backbone's package by {@code npm pack}, which checks its integrity and knows the user's registry.
 *
 * @param npm the program to run
 */
public record NpmDownload(String npm) implements BackbonePackage {

    private static final String PACKAGE = "@codait/max-image-segmenter@0.3.0";
    private static final String ARCHIVE = "codait-max-image-segmenter-0.3.0.tgz";
    private static final String REMEDY = "; fetch it elsewhere with 'npm pack " + PACKAGE + "' and name the file";

    @Override
    public Path fetch(Path folder) throws IOException, InterruptedException {
        Path archive = folder.resolve(ARCHIVE);
        if (Files.exists(archive)) {
            return archive;
        }
        Process process = start(folder);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !Files.exists(archive)) {
            Files.deleteIfExists(archive);
            throw new IOException(npm + " could not download " + PACKAGE + ": " + output.strip() + REMEDY);
        }
        return archive;
    }

    private Process start(Path folder) throws IOException {
        try {
            return new ProcessBuilder(npm, "pack", PACKAGE)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IOException("cannot run " + npm + " to download " + PACKAGE + REMEDY, e);
        }
    }
}
