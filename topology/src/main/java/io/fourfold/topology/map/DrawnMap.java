package io.fourfold.topology.map;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Words or photos on a plane, alike ones near each other.
 *
 * @param modelVersion version of the network whose vectors they are
 * @param points where each is
 * @param progress how much of the drawing is done, from 0 to 1; 1 if nothing is being drawn
 * @param trustworthiness of the last drawing that was finished, see {@link Trustworthiness}
 */
public record DrawnMap(String modelVersion, List<Point> points, double progress, OptionalDouble trustworthiness) {

    /**
     * A word or a photo.
     *
     * @param label the word, or the photo's id
     * @param x from -1 to 1
     * @param y from -1 to 1
     * @param provisional whether it was only put among its neighbours
     */
    public record Point(String label, double x, double y, boolean provisional) {}
}
