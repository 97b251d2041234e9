package io.fourfold.model.recipe;

import java.nio.file.Path;

/** A packaged backbone that is there. */
public record PackageFile(Path file) implements BackbonePackage {

    @Override
    public Path fetch(Path folder) {
        return file;
    }
}
