package io.fourfold.topology.map;

/**
 * How near points are to each other in many dimensions, as t-SNE has it, of near ones only: of each point with its
 * neighbours and with those whose neighbour it is. Symmetric; all of them sum to one.
 *
 * @param others {@code [points, as many as it has]}
 * @param values {@code [points, as many as it has]}
 */
record Affinities(int[][] others, double[][] values) {

    /** Of no points. */
    static final Affinities NONE = new Affinities(new int[0][], new double[0][]);

    /** @param perplexity how many neighbours count, less than there are */
    static Affinities of(Neighbours neighbours, double perplexity) {
        int points = neighbours.points().length;
        Affinities affinities = new Affinities(new int[points][], new double[points][]);
        double[][] weights = new double[points][];
        int[] counts = new int[points];
        for (int i = 0; i < points; i++) {
            weights[i] = GaussianWeights.of(neighbours.squaredDistances()[i], perplexity);
            counts[i] += weights[i].length;
            for (int other : neighbours.points()[i]) {
                counts[other]++;
            }
        }
        for (int i = 0; i < points; i++) {
            affinities.others[i] = new int[counts[i]];
            affinities.values[i] = new double[counts[i]];
        }
        for (int i = 0; i < points; i++) {
            for (int k = 0; k < weights[i].length; k++) {
                int other = neighbours.points()[i][k];
                double half = weights[i][k] / (2 * points);
                affinities.add(i, other, half, --counts[i]);
                affinities.add(other, i, half, --counts[other]);
            }
        }
        return affinities;
    }

    /** Two that are each other's neighbours are there twice, with a half each: the sum is the same. */
    private void add(int point, int other, double value, int at) {
        others[point][at] = other;
        values[point][at] = value;
    }
}
