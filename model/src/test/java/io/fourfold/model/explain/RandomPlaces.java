package io.fourfold.model.explain;

import io.fourfold.model.encoder.PlaceMap;
import java.util.SplittableRandom;

/** Places of which some are as empty as those of an empty photo. */
final class RandomPlaces {

    static final int ROWS = 2;
    static final int COLUMNS = 3;
    static final int SIZE = 6;

    /** Of which nothing is to be seen. */
    static final int EMPTY_PLACE = 4;

    private RandomPlaces() {}

    static PhotoPlaces draw() {
        SplittableRandom random = new SplittableRandom(4);
        float[][] photo = new float[ROWS * COLUMNS][SIZE];
        float[][] empty = new float[ROWS * COLUMNS][SIZE];
        for (int place = 0; place < photo.length; place++) {
            for (int i = 0; i < SIZE; i++) {
                empty[place][i] = (float) random.nextGaussian() / 4;
                photo[place][i] = empty[place][i] + (place == EMPTY_PLACE ? 0 : (float) random.nextGaussian());
            }
        }
        return new PhotoPlaces(new PlaceMap(ROWS, COLUMNS, photo), new PlaceMap(ROWS, COLUMNS, empty));
    }
}
