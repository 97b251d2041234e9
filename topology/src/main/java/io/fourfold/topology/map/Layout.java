package io.fourfold.topology.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Vectors and their places on a plane, as t-SNE left them; newcomers, which it has not seen, are where their neighbours
 * are. Immutable.
 */
final class Layout {

    private static final int NEIGHBOURS_OF_A_NEWCOMER = 10;

    /** How many of them count. */
    private static final double PERPLEXITY = 3;

    private final List<Placed> points;
    private final Frame frame;

    private Layout(List<Placed> points, Frame frame) {
        this.points = points;
        this.frame = frame;
    }

    private record Placed(String label, float[] vector, double x, double y, boolean newcomer) {}

    /** The square around what t-SNE laid out; newcomers, being between others, do not leave it. */
    private record Frame(double centreX, double centreY, double reach) {

        static Frame of(double[][] places) {
            DoubleSummaryStatistics x = Arrays.stream(places[0]).summaryStatistics();
            DoubleSummaryStatistics y = Arrays.stream(places[1]).summaryStatistics();
            double width = Math.max(x.getMax() - x.getMin(), y.getMax() - y.getMin());
            return new Frame(
                    (x.getMin() + x.getMax()) / 2,
                    (y.getMin() + y.getMax()) / 2,
                    Math.max(Double.MIN_NORMAL, width / 2));
        }

        DrawnMap.Point point(Placed placed) {
            return new DrawnMap.Point(
                    placed.label, (placed.x - centreX) / reach, (placed.y - centreY) / reach, placed.newcomer);
        }
    }

    /** @param places {@code [2, vectors]} */
    static Layout of(LabelledVectors vectors, double[][] places) {
        List<Placed> points = new ArrayList<>();
        for (int i = 0; i < vectors.vectors().length; i++) {
            points.add(new Placed(vectors.labels().get(i), vectors.vectors()[i], places[0][i], places[1][i], false));
        }
        return new Layout(points, Frame.of(places));
    }

    Set<String> labels() {
        return points.stream().map(Placed::label).collect(Collectors.toSet());
    }

    /** Places from -1 to 1. */
    List<DrawnMap.Point> points() {
        return points.stream().map(frame::point).toList();
    }

    Layout without(Collection<String> gone) {
        return new Layout(
                points.stream().filter(point -> !gone.contains(point.label)).toList(), frame);
    }

    /** With newcomers, each at the mean of its nearest neighbours' places, as near as they are; none if all are newcomers. */
    Layout with(LabelledVectors newcomers) {
        List<Placed> laidOut =
                points.stream().filter(Predicate.not(Placed::newcomer)).toList();
        if (laidOut.isEmpty() || newcomers.labels().isEmpty()) {
            return this;
        }
        Neighbours neighbours = Neighbours.among(
                laidOut.stream().map(Placed::vector).toArray(float[][]::new),
                newcomers.vectors(),
                Math.min(NEIGHBOURS_OF_A_NEWCOMER, laidOut.size()));
        List<Placed> all = new ArrayList<>(points);
        for (int i = 0; i < newcomers.vectors().length; i++) {
            double[] weights = GaussianWeights.of(neighbours.squaredDistances()[i], PERPLEXITY);
            double x = 0;
            double y = 0;
            for (int k = 0; k < weights.length; k++) {
                Placed neighbour = laidOut.get(neighbours.points()[i][k]);
                x += weights[k] * neighbour.x;
                y += weights[k] * neighbour.y;
            }
            all.add(new Placed(newcomers.labels().get(i), newcomers.vectors()[i], x, y, true));
        }
        return new Layout(all, frame);
    }

    /**
     * Where t-SNE can go on: the places of all, newcomers included.
     *
     * @return {@code [2, vectors]}; nothing if fewer than half of them have been laid out before
     */
    Optional<double[][]> placesOf(LabelledVectors vectors) {
        Set<String> wanted = Set.copyOf(vectors.labels());
        long laidOut = points.stream()
                .filter(point -> !point.newcomer && wanted.contains(point.label))
                .count();
        if (2 * laidOut < wanted.size()) {
            return Optional.empty();
        }
        Map<String, Placed> placed = with(vectors.without(labels())).points.stream()
                .collect(Collectors.toMap(Placed::label, Function.identity()));
        List<Placed> inOrder = vectors.labels().stream().map(placed::get).toList();
        return Optional.of(new double[][] {
            inOrder.stream().mapToDouble(Placed::x).toArray(),
            inOrder.stream().mapToDouble(Placed::y).toArray()
        });
    }
}
