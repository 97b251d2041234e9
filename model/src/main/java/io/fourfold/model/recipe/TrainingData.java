package io.fourfold.model.recipe;

import java.nio.file.Path;

/**
 * Captioned photos to learn from.
 *
 * @param images folder of the photos
 * @param captions lines {@code image#n<TAB>caption}
 * @param split photos to learn from, one file name a line
 */
public record TrainingData(Path images, Path captions, Path split) {}
