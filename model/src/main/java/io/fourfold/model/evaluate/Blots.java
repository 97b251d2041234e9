package io.fourfold.model.evaluate;

import static io.fourfold.model.image.PhotoDecoder.CHANNELS;

import io.fourfold.model.explain.Explanation;
import io.fourfold.model.explain.PhotoPlaces;
import io.fourfold.model.image.DecodedPhoto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Fills places of a photo with its mean colour, a fifth of them at a time.
 *
 * @param rows of places, which divide the photo evenly
 * @param columns of places
 */
record Blots(DecodedPhoto photo, int rows, int columns) {

    private static final int SHARE = 5;

    /** Without the places that contribute most. */
    DecodedPhoto strongest(Explanation explanation) {
        return without(places().sorted(
                        Comparator.comparing((Integer place) -> -explanation.values()[place]))
                .toList());
    }

    /** Without places that chance chooses. */
    DecodedPhoto random(Random random) {
        List<Integer> places = places().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(places, random);
        return without(places);
    }

    private Stream<Integer> places() {
        return IntStream.range(0, rows * columns).boxed();
    }

    private DecodedPhoto without(List<Integer> places) {
        int side = photo.side();
        float[] pixels = photo.pixels().clone();
        float[] empty = PhotoPlaces.empty(photo).pixels();
        for (int place : places.subList(0, places.size() / SHARE)) {
            int row = place / columns;
            int column = place % columns;
            int left = column * side / columns * CHANNELS;
            int right = (column + 1) * side / columns * CHANNELS;
            for (int y = row * side / rows; y < (row + 1) * side / rows; y++) {
                int line = y * side * CHANNELS;
                System.arraycopy(empty, line + left, pixels, line + left, right - left);
            }
        }
        return new DecodedPhoto(pixels);
    }
}
