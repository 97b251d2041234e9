package io.fourfold.model.train;

/**
 * How a network that has learned to caption is made ready to find photos by text. {@link #shipped()} is how the network in this
 * repository was.
 *
 * @param epochs times that every caption is seen
 * @param batchSize captions per step
 * @param learningRate Adam's highest; it falls along half a cosine to zero
 * @param wordDropout part of the words left out in each step
 * @param temperature see {@link Contrast}
 * @param seed of all randomness
 */
public record SearchConfig(
        int epochs, int batchSize, double learningRate, double wordDropout, double temperature, long seed) {

    public SearchConfig {
        if (epochs < 1 || batchSize < 2 || learningRate <= 0 || wordDropout < 0 || wordDropout >= 1) {
            throw new IllegalArgumentException(
                    "a bag of words needs an epoch, batches of two, a positive learning rate "
                            + "and a word dropout from 0 to below 1: " + epochs + ", " + batchSize + ", " + learningRate
                            + ", "
                            + wordDropout);
        }
    }

    /** The recipe of the network in this repository. */
    public static SearchConfig shipped() {
        return new SearchConfig(6, 512, 3e-3, 0.3, 0.07, 1);
    }
}
