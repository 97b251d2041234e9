package io.fourfold.topology.map;

/**
 * How much each neighbour of a point counts: by a Gaussian that is as wide as it takes for a given number of neighbours to
 * count (the perplexity), as t-SNE has it.
 */
final class GaussianWeights {

    private static final int MAX_HALVINGS = 50;
    private static final double TOLERANCE = 1e-4;

    private GaussianWeights() {}

    /**
     * Weights that sum to one, found by bisection of the Gaussian's precision.
     *
     * @param squaredDistances of the neighbours, nearest first
     * @param perplexity less than their number
     */
    static double[] of(float[] squaredDistances, double perplexity) {
        double[] weights = new double[squaredDistances.length];
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double precision = 1;
        for (int step = 0; step < MAX_HALVINGS; step++) {
            double surplus = weigh(squaredDistances, precision, weights) - Math.log(perplexity);
            if (Math.abs(surplus) < TOLERANCE) {
                break;
            }
            if (surplus > 0) {
                low = precision;
            } else {
                high = precision;
            }
            precision = Double.isInfinite(high) ? precision * 2 : (low + high) / 2;
        }
        return weights;
    }

    /** Writes the weights and returns their entropy, in nats. */
    private static double weigh(float[] squaredDistances, double precision, double[] weights) {
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < weights.length; i++) {
            // Counted from the nearest, so that far points do not all become zero.
            double distance = squaredDistances[i] - squaredDistances[0];
            weights[i] = Math.exp(-precision * distance);
            sum += weights[i];
            weighted += weights[i] * distance;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return Math.log(sum) + precision * weighted / sum;
    }
}
