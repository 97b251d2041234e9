package io.fourfold.model.recipe;

import java.nio.file.Path;

/** A package that is there already. */
public record PackageFile(Path file) implements PackageSource {

    @Override
    public Path fetch(Path folder) {
        return file;
    }
}
