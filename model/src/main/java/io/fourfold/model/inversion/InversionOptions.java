package io.fourfold.model.inversion;

/**
 * How a query is turned into an image embedding.
 *
 * @param start where the descent begins
 * @param restarts descents per query, of which the one with the lowest loss counts; more than one only from random starts
 * @param steps of Adam on the embedding
 * @param learningRate of Adam, in standard deviations of the prior, or in plain units without a prior
 * @param priorWeight weight of half the squared distance from the start, in standard deviations, beside the query's loss; 0
 *     for no prior
 * @param seed of the random starts
 */
public record InversionOptions(
        Start start, int restarts, int steps, double learningRate, double priorWeight, long seed) {

    /** Where a descent begins. */
    public enum Start {
        /** What the text encoder, trained with the network, makes of the query. */
        LEARNED,
        /** The mean embedding of the training photos. */
        MEAN,
        /** Standard normal noise. */
        RANDOM
    }

    public InversionOptions {
        if (restarts < 1 || steps < 0 || learningRate <= 0 || priorWeight < 0) {
            throw new IllegalArgumentException(
                    "restarts and rate must be positive, steps and prior weight not negative: " + restarts + ", "
                            + learningRate + ", " + steps + ", " + priorWeight);
        }
        if (restarts > 1 && start != Start.RANDOM) {
            throw new IllegalArgumentException("descents from the same start are all the same");
        }
    }

    /** What the product uses. */
    public static InversionOptions standard() {
        return new InversionOptions(Start.LEARNED, 1, 5, 0.1, 1, 1);
    }

    /** As {@link #standard}, but without the text encoder. */
    public static InversionOptions fromMean() {
        return new InversionOptions(Start.MEAN, 1, 10, 0.1, 1, 1);
    }

    /** Paras Chopra's "One neural network, many uses": random starts, many steps, no prior. For comparison only. */
    public static InversionOptions plain() {
        return new InversionOptions(Start.RANDOM, 3, 60, 0.1, 0, 1);
    }
}
