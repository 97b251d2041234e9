package io.fourfold.topology.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Words or photos on a plane, alike ones near each other.
 *
 * @param modelVersion version of the network whose vectors they are
 * @param points where each is
 */
public record DrawnMap(String modelVersion, List<Point> points) {

    private static final long SEED = 1;

    /**
     * @param label the word, or the photo's id
     * @param x from -1 to 1
     * @param y from -1 to 1
     */
    public record Point(String label, double x, double y) {}

    /**
     * What a map is drawn of.
     *
     * @param labels one for each vector
     * @param vectors {@code [labels, size]}
     */
    record Labelled(List<String> labels, float[][] vectors) {}

    static DrawnMap of(String modelVersion, Labelled labelled) {
        double[][] places = TSne.layOut(labelled.vectors(), new Random(SEED));
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            points.add(new Point(labelled.labels().get(i), places[i][0], places[i][1]));
        }
        return new DrawnMap(modelVersion, points);
    }
}
