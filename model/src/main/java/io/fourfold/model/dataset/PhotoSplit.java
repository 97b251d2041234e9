package io.fourfold.model.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Which photos a network learns from and which judge it. Every stage of a training splits its photos here: one that held out
 * others than the stage before would judge by photos that were learned from.
 *
 * @param learned shuffled
 * @param heldOut shuffled
 */
public record PhotoSplit<T>(List<T> learned, List<T> heldOut) {

    /** The same split for the same number of photos in the same order, whatever is known of each. */
    public static <T> PhotoSplit<T> of(List<T> photos, int heldOut, long seed) {
        List<T> shuffled = new ArrayList<>(photos);
        Collections.shuffle(shuffled, new Random(seed));
        return new PhotoSplit<>(shuffled.subList(heldOut, shuffled.size()), shuffled.subList(0, heldOut));
    }

    /** The same split with something else known of each photo. */
    public <U> PhotoSplit<U> map(Function<T, U> function) {
        return new PhotoSplit<>(
                learned.stream().map(function).toList(),
                heldOut.stream().map(function).toList());
    }
}
