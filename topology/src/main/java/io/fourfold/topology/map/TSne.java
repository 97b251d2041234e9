package io.fourfold.topology.map;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Lays points of many dimensions out on a plane so that near ones stay near: t-SNE (van der Maaten and Hinton 2008), where
 * only near points attract each other and far ones repel by the boxful ({@link QuadTree}). Time and memory grow little more
 * than the number of points, but for the search of neighbours. Goes step by step, so that it can be watched.
 */
public final class TSne {

    private static final double PERPLEXITY = 30;
    private static final int NEIGHBOURS_FOR_PERPLEXITY = 3;
    private static final int EXAGGERATED_STEPS = 125;
    private static final int STEPS = 375;
    private static final int STEPS_FROM_PLACES = 150;
    private static final double EXAGGERATION = 12;
    private static final double EARLY_MOMENTUM = 0.5;
    private static final double MOMENTUM = 0.8;
    private static final double START_WIDTH = 1e-4;
    private static final double SHAKE = 1e-2;
    private static final int FEW_POINTS = 4;
    private static final long SEED = 1;

    private final Axis x;
    private final Axis y;
    private final Affinities affinities;
    private final QuadTree tree;
    private final double learningRate;
    private final int exaggeratedSteps;
    private final int steps;
    private int step;

    private TSne(Affinities affinities, double[][] start, int exaggeratedSteps, int steps) {
        int points = start[0].length;
        this.affinities = affinities;
        x = new Axis(start[0]);
        y = new Axis(start[1]);
        tree = new QuadTree(x.at, y.at);
        // Belkina et al. 2019, as in scikit-learn, but without its least rate, at which few points would fly apart.
        learningRate = points / EXAGGERATION / 4;
        this.exaggeratedSteps = exaggeratedSteps;
        this.steps = steps;
    }

    /**
     * Begins a layout, the same each time on the same machine.
     *
     * @param vectors {@code [points, size]}
     */
    public static TSne of(float[][] vectors) {
        return vectors.length <= FEW_POINTS
                ? new TSne(Affinities.NONE, circle(vectors.length), 0, 0)
                : new TSne(affinities(vectors), start(vectors), EXAGGERATED_STEPS, EXAGGERATED_STEPS + STEPS);
    }

    /**
     * Goes on from where most points are already.
     *
     * @param vectors {@code [points, size]}
     * @param places of an earlier layout, {@code [2, points]}
     */
    public static TSne from(float[][] vectors, double[][] places) {
        if (vectors.length <= FEW_POINTS) {
            return of(vectors);
        }
        double[][] start = {places[0].clone(), places[1].clone()};
        return new TSne(affinities(vectors), start, 0, STEPS_FROM_PLACES);
    }

    /** How much is done, from 0 to 1. */
    public double progress() {
        return steps == 0 ? 1 : (double) step / steps;
    }

    /** Where the points are now, {@code [2, points]}. */
    public double[][] places() {
        return new double[][] {x.at.clone(), y.at.clone()};
    }

    /** Goes a step on. */
    public void advance() {
        double exaggeration = step < exaggeratedSteps ? EXAGGERATION : 1;
        double momentum = step < exaggeratedSteps ? EARLY_MOMENTUM : MOMENTUM;
        double sum = tree.repel(x.repulsion, y.repulsion);
        for (int i = 0; i < x.at.length; i++) {
            double attractionX = 0;
            double attractionY = 0;
            int[] others = affinities.others()[i];
            double[] values = affinities.values()[i];
            for (int k = 0; k < others.length; k++) {
                double wayX = x.at[i] - x.at[others[k]];
                double wayY = y.at[i] - y.at[others[k]];
                double pull = values[k] / (1 + wayX * wayX + wayY * wayY);
                attractionX += pull * wayX;
                attractionY += pull * wayY;
            }
            x.accelerate(i, 4 * (exaggeration * attractionX - x.repulsion[i] / sum), momentum, learningRate);
            y.accelerate(i, 4 * (exaggeration * attractionY - y.repulsion[i] / sum), momentum, learningRate);
        }
        x.move();
        y.move();
        step++;
    }

    private static Affinities affinities(float[][] vectors) {
        double perplexity = Math.min(PERPLEXITY, (vectors.length - 1.0) / NEIGHBOURS_FOR_PERPLEXITY);
        int neighbours = (int) Math.round(NEIGHBOURS_FOR_PERPLEXITY * perplexity);
        return Affinities.of(Neighbours.of(vectors, neighbours), perplexity);
    }

    /** The principal plane, made small; equal points are shaken apart. */
    private static double[][] start(float[][] vectors) {
        double[][] places = PrincipalPlane.project(vectors, new SplittableRandom(SEED));
        double spread =
                Math.sqrt(Arrays.stream(places[0]).map(at -> at * at).average().orElseThrow());
        Random random = new Random(SEED);
        for (double[] axis : places) {
            for (int i = 0; i < axis.length; i++) {
                double at = axis[i] / spread;
                axis[i] = START_WIDTH * ((Double.isFinite(at) ? at : 0) + SHAKE * random.nextGaussian());
            }
        }
        return places;
    }

    private static double[][] circle(int points) {
        double[][] places = new double[2][points];
        for (int i = 0; i < points; i++) {
            places[0][i] = Math.cos(2 * Math.PI * i / points);
            places[1][i] = Math.sin(2 * Math.PI * i / points);
        }
        return places;
    }
}
