package io.fourfold.model.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Captioned photos to learn from.
 *
 * @param images folder of the photos
 * @param captions lines {@code image#n<TAB>caption}
 * @param split photos to take, one file name a line
 * @param times that each is seen in an epoch; more for a small set, so that a large one does not drown it
 */
public record PhotoSet(Path images, Path captions, Path split, int times) {

    public PhotoSet {
        if (times < 1) {
            throw new IllegalArgumentException("photos must be seen at least once, not " + times + " times");
        }
    }

    /**
     * The photos in the order of the split.
     *
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if a photo has no caption
     */
    public List<TrainingPhoto> photos() throws IOException {
        CaptionFile file = CaptionFile.read(captions);
        List<TrainingPhoto> photos = new ArrayList<>();
        for (String name : SplitList.read(split)) {
            photos.add(new TrainingPhoto(images.resolve(name), file.of(name), times));
        }
        return photos;
    }
}
