package io.fourfold.model.recipe;

import java.io.IOException;
import java.nio.file.Path;

/** Where a package that a model is made from is to be had. */
@FunctionalInterface
public interface PackageSource {

    /**
     * @param folder to download into, if need be
     * @return the package as a file
     * @throws IOException if it cannot be had; the message says what to do
     */
    Path fetch(Path folder) throws IOException, InterruptedException;
}
