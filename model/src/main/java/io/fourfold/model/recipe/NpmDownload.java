package io.fourfold.model.recipe;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Downloads the backbone's package by {@code npm pack}, which checks its integrity and knows the user's registry.
 *
 * @param npm the program to run
 */
public record NpmDownload(String npm) implements PackageSource {

    @Override
    public Path fetch(Path folder) throws IOException, InterruptedException {
        return PackageDownload.npm(npm, "@codait/max-image-segmenter", "0.3.0").fetch(folder);
    }
}
