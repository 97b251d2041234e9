package io.fourfold.model.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * A photo to learn from.
 *
 * @param captions what people say of it; none if nobody described it
 * @param times that it is seen in an epoch
 */
public record TrainingPhoto(Path file, List<String> captions, int times) {

    public TrainingPhoto {
        captions = List.copyOf(captions);
    }

    public String name() {
        return file.getFileName().toString();
    }
}
