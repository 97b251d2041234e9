package io.fourfold.model.inversion;

/**
 * How a query is turned into an image embedding.
 *
 * @param start where the descent begins
 * @param startLength how far from the prior's mean a learned start lies, in the direction that the text encoder gives; nearer
 *     than photos, since the decoder is surer about a query near the mean
 * @param restarts descents per query, of which the one with the lowest loss counts; more than one only from random starts
 * @param steps of the descent at most
 * @param stepLength length of the first step; the others are shorter, evenly down to nothing
 * @param priorWeight weight of the prior's negative log-density beside the query's; 0 for no prior
 * @param startWeight weight of the start's direction in the answer, beside the end's
 * @param seed of the random starts
 */
public record InversionOptions(
        Start start,
        double startLength,
        int restarts,
        int steps,
        double stepLength,
        double priorWeight,
        double startWeight,
        long seed) {

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
        if (restarts < 1 || steps < 0 || stepLength <= 0 || priorWeight < 0 || startWeight < 0 || startLength <= 0) {
            throw new IllegalArgumentException("restarts and lengths must be positive, steps and weights not negative: "
                    + restarts + " restarts, start length " + startLength + ", " + steps + " steps of " + stepLength
                    + ", weights " + priorWeight + " and " + startWeight);
        }
        if (restarts > 1 && start != Start.RANDOM) {
            throw new IllegalArgumentException("descents from the same start are all the same");
        }
    }

    /** What the product uses. */
    public static InversionOptions standard() {
        return new InversionOptions(Start.LEARNED, 4, 1, 2, 0.7, 0.02, 1, 1);
    }

    /** The text encoder's answer as it is. */
    public static InversionOptions learnedStart() {
        return new InversionOptions(Start.LEARNED, 4, 1, 0, 0.7, 0, 0, 1);
    }

    /** Inversion without the text encoder. */
    public static InversionOptions fromMean() {
        return new InversionOptions(Start.MEAN, 4, 1, 5, 1, 0.02, 0, 1);
    }

    /** Paras Chopra's "One neural network, many uses": random starts, many steps, no prior. For comparison only. */
    public static InversionOptions plain() {
        return new InversionOptions(Start.RANDOM, 4, 3, 60, 1, 0, 0, 1);
    }
}
