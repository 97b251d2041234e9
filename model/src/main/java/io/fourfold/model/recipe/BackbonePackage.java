package io.fourfold.model.recipe;

import java.io.IOException;
import java.nio.file.Path;

/** Where the backbone that training starts from is to be had. */
@FunctionalInterface
public interface BackbonePackage {

    /**
     * @param folder to download into, if need be
     * @return a classifier as a TensorFlow Lite file, {@code .tflite}, or the npm package {@code @codait/max-image-segmenter@0.3.0}
     *     as a {@code .tgz} file
     * @throws IOException if it cannot be had; the message says what to do
     */
    Path fetch(Path folder) throws IOException, InterruptedException;
}
