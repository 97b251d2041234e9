package io.fourfold.model.adapt;

import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.linear.Vectors;
import io.fourfold.model.train.Standardisation;
import java.util.List;

/**
 * Another network that a backbone learns from: what it sees in a photo, as a direction in the space of its standardised features
 * (Hinton et al. 2015 call this distillation). Safe for concurrent callers.
 */
final class Teacher {

    private final ImageEncoder encoder;
    private final Standardisation standardisation;

    /**
     * @param encoder from photo to feature; the caller closes it
     * @param standardising photos by whose features all are standardised
     */
    Teacher(ImageEncoder encoder, List<AdaptationPhoto> standardising) {
        this.encoder = encoder;
        this.standardisation = Standardisation.measure(standardising.stream()
                .map(photo -> encoder.encode(Augmentation.whole(photo.pixels(), encoder.side())))
                .toArray(float[][]::new));
    }

    /** Other numbers for a teacher that sees something else in the standardising photos. */
    float[] identity() {
        return standardisation.mean();
    }

    int dimensions() {
        return encoder.outputSize();
    }

    /**
     * Looks at a photo.
     *
     * @param pixels as its encoder reads them, 0 to 255
     * @return {@code [dimensions]}, of length 1
     */
    float[] target(float[] pixels) {
        return Vectors.unit(standardisation.apply(encoder.encode(pixels)));
    }
}
