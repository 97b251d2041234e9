package io.fourfold.bench;

/**
 * How near points are to each other in many dimensions, as t-SNE has it: each point's neighbours by a Gaussian that is as
 * wide as it takes for a given number of neighbours to count (the perplexity), made symmetric; all of them sum to one.
 */
final class ExactAffinities {

    private static final int MAX_HALVINGS = 50;
    private static final double TOLERANCE = 1e-4;
    private static final double SMALLEST = 1e-12;

    private ExactAffinities() {}

    /**
     * @param vectors {@code [points, size]}
     * @param perplexity less than the number of points
     * @return {@code [points, points]}, symmetric, zero on the diagonal
     */
    static double[][] of(float[][] vectors, double perplexity) {
        int points = vectors.length;
        double[][] affinities = squaredDistances(vectors);
        for (int i = 0; i < points; i++) {
            toProbabilities(affinities[i], i, Math.log(perplexity));
        }
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < i; j++) {
                double both = Math.max(SMALLEST, (affinities[i][j] + affinities[j][i]) / (2 * points));
                affinities[i][j] = both;
                affinities[j][i] = both;
            }
        }
        return affinities;
    }

    private static double[][] squaredDistances(float[][] vectors) {
        double[][] distances = new double[vectors.length][vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (int d = 0; d < vectors[i].length; d++) {
                    double difference = vectors[i][d] - vectors[j][d];
                    sum += difference * difference;
                }
                distances[i][j] = sum;
                distances[j][i] = sum;
            }
        }
        return distances;
    }

    /** Turns a row of distances into probabilities of the wanted entropy, by bisection of the Gaussian's precision. */
    private static void toProbabilities(double[] row, int self, double wantedEntropy) {
        double[] distances = row.clone();
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double precision = 1;
        for (int step = 0; step < MAX_HALVINGS; step++) {
            double surplus = probabilities(distances, self, precision, row) - wantedEntropy;
            if (Math.abs(surplus) < TOLERANCE) {
                return;
            }
            if (surplus > 0) {
                low = precision;
                precision = Double.isInfinite(high) ? precision * 2 : (low + high) / 2;
            } else {
                high = precision;
                precision = (low + high) / 2;
            }
        }
    }

    /** Writes the probabilities and returns their entropy, in nats. */
    private static double probabilities(double[] distances, int self, double precision, double[] target) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < distances.length; j++) {
            nearest = j == self ? nearest : Math.min(nearest, distances[j]);
        }
        double sum = 0;
        double weighted = 0;
        for (int j = 0; j < distances.length; j++) {
            // Counted from the nearest, so that far points do not all become zero.
            double distance = distances[j] - nearest;
            target[j] = j == self ? 0 : Math.exp(-precision * distance);
            sum += target[j];
            weighted += target[j] * (j == self ? 0 : distance);
        }
        for (int j = 0; j < distances.length; j++) {
            target[j] /= sum;
        }
        return Math.log(sum) + precision * weighted / sum;
    }
}
