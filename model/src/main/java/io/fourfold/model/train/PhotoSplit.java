package io.fourfold.model.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which photos a network learns from and which judge it.
 *
 * @param learned shuffled
 * @param heldOut shuffled
 */
record PhotoSplit(List<CaptionedPhoto> learned, List<CaptionedPhoto> heldOut) {

    /** The same split for the same number of photos in the same order. */
    static PhotoSplit of(List<CaptionedPhoto> photos, int heldOut, long seed) {
        List<CaptionedPhoto> shuffled = new ArrayList<>(photos);
        Collections.shuffle(shuffled, new Random(seed));
        return new PhotoSplit(shuffled.subList(heldOut, shuffled.size()), shuffled.subList(0, heldOut));
    }
}
