package io.fourfold.topology.map;

import java.util.stream.IntStream;

/**
 * Points on a plane in boxes, which are divided into four until few points are left in each. What repels a point is summed
 * over boxes: one that is far away for its width counts as that many points at their mean (Barnes and Hut 1986; for t-SNE
 * van der Maaten 2014). Which boxes do is found once for all points of a box that is not divided.
 */
final class QuadTree {

    /** How wide a box may be for its distance; van der Maaten takes 0.5 from the point instead of from the point's box. */
    private static final double WIDTH_FOR_DISTANCE = 0.7;

    private static final int FEW_POINTS = 8;

    /** Points that are not farther apart are at the same place. */
    private static final double SAME_PLACE = 1e-9;

    private final double[] x;
    private final double[] y;

    /** The points, those of a box next to each other. */
    private final int[] order;

    /** Boxes, each before those within it. */
    private int boxes;

    private final int[] first;
    private final int[] end;
    private final int[] next;
    private final double[] left;
    private final double[] right;
    private final double[] bottom;
    private final double[] top;
    private final double[] meanX;
    private final double[] meanY;

    /** What repels the points of one box. */
    private int places;

    private final double[] placeX;
    private final double[] placeY;
    private final double[] placePoints;

    /**
     * @param x where the points are; read at each {@link #repel}
     * @param y where the points are
     */
    QuadTree(double[] x, double[] y) {
        this.x = x;
        this.y = y;
        int points = x.length;
        order = IntStream.range(0, points).toArray();
        int most = 2 * points;
        first = new int[most];
        end = new int[most];
        next = new int[most];
        left = new double[most];
        right = new double[most];
        bottom = new double[most];
        top = new double[most];
        meanX = new double[most];
        meanY = new double[most];
        placeX = new double[points];
        placeY = new double[points];
        placePoints = new double[points];
    }

    /**
     * Sums for each point, over all others, {@code nearness² · way}: nearness by Student's t with one degree of freedom,
     * {@code 1 / (1 + distance²)}, the way from the other to the point.
     *
     * @param forceX overwritten
     * @param forceY overwritten
     * @return the sum of nearness over all pairs, each in both directions
     */
    double repel(double[] forceX, double[] forceY) {
        boxes = 0;
        build(0, order.length);
        double sum = 0;
        for (int box = 0; box < boxes; box++) {
            if (isDivided(box)) {
                continue;
            }
            collectPlaces(box);
            for (int i = first[box]; i < end[box]; i++) {
                sum += repel(order[i], forceX, forceY);
            }
        }
        return sum;
    }

    private double repel(int point, double[] forceX, double[] forceY) {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int place = 0; place < places; place++) {
            double wayX = x[point] - placeX[place];
            double wayY = y[point] - placeY[place];
            double nearness = 1 / (1 + wayX * wayX + wayY * wayY);
            double allNearness = placePoints[place] * nearness;
            sum += allNearness;
            sumX += allNearness * nearness * wayX;
            sumY += allNearness * nearness * wayY;
        }
        forceX[point] = sumX;
        forceY[point] = sumY;
        // Without itself, which is among the places.
        return sum - 1;
    }

    private void collectPlaces(int of) {
        places = 0;
        int box = 0;
        while (box < boxes) {
            if (isFar(box, of)) {
                addPlace(meanX[box], meanY[box], end[box] - first[box]);
                box = next[box];
                continue;
            }
            if (!isDivided(box)) {
                for (int i = first[box]; i < end[box]; i++) {
                    addPlace(x[order[i]], y[order[i]], 1);
                }
            }
            box++;
        }
    }

    private boolean isFar(int box, int from) {
        double wayX = Math.max(0, Math.max(left[from] - meanX[box], meanX[box] - right[from]));
        double wayY = Math.max(0, Math.max(bottom[from] - meanY[box], meanY[box] - top[from]));
        double width = width(box);
        return width * width < WIDTH_FOR_DISTANCE * WIDTH_FOR_DISTANCE * (wayX * wayX + wayY * wayY);
    }

    private void addPlace(double atX, double atY, int points) {
        placeX[places] = atX;
        placeY[places] = atY;
        placePoints[places++] = points;
    }

    private void build(int from, int to) {
        int box = boxes++;
        first[box] = from;
        end[box] = to;
        measure(box);
        if (to - from > FEW_POINTS && width(box) > SAME_PLACE) {
            double middleX = (left[box] + right[box]) / 2;
            int middle = divide(y, from, to, (bottom[box] + top[box]) / 2);
            int lower = divide(x, from, middle, middleX);
            int upper = divide(x, middle, to, middleX);
            buildUnlessEmpty(from, lower);
            buildUnlessEmpty(lower, middle);
            buildUnlessEmpty(middle, upper);
            buildUnlessEmpty(upper, to);
        }
        next[box] = boxes;
    }

    private void buildUnlessEmpty(int from, int to) {
        if (from < to) {
            build(from, to);
        }
    }

    private void measure(int box) {
        double minX = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        double sumX = 0;
        double sumY = 0;
        for (int i = first[box]; i < end[box]; i++) {
            double atX = x[order[i]];
            double atY = y[order[i]];
            minX = Math.min(minX, atX);
            maxX = Math.max(maxX, atX);
            minY = Math.min(minY, atY);
            maxY = Math.max(maxY, atY);
            sumX += atX;
            sumY += atY;
        }
        left[box] = minX;
        right[box] = maxX;
        bottom[box] = minY;
        top[box] = maxY;
        meanX[box] = sumX / (end[box] - first[box]);
        meanY[box] = sumY / (end[box] - first[box]);
    }

    /** Puts the points below the middle first, and returns where the others begin. */
    private int divide(double[] coordinate, int from, int to, double middle) {
        int others = from;
        for (int i = from; i < to; i++) {
            int point = order[i];
            if (coordinate[point] < middle) {
                order[i] = order[others];
                order[others++] = point;
            }
        }
        return others;
    }

    private double width(int box) {
        return Math.max(right[box] - left[box], top[box] - bottom[box]);
    }

    private boolean isDivided(int box) {
        return next[box] > box + 1;
    }
}
