package io.fourfold.model.train;

import io.fourfold.model.decoder.DecoderWeights;

/**
 * Makes a network as sure of its words as it is right about photos that it did not learn from (temperature scaling, Guo et al.
 * 2017). Rewards make it surer than that. What it finds likeliest stays so; only how likely changes.
 */
final class Tempering {

    private static final double STEP = 1.05;

    private Tempering() {}

    /**
     * Raises the temperature step by step, while people's captions of held-out photos become likelier, and builds it into the
     * decoder's weights.
     *
     * @return the temperature
     */
    static double temper(TrainedNetwork network, HeldOutCheck check) {
        DecoderWeights weights = network.decoder().weights();
        double temperature = 1;
        double crossEntropy = check.crossEntropy(network);
        while (true) {
            weights.temper(STEP);
            double warmer = check.crossEntropy(network);
            if (warmer >= crossEntropy) {
                weights.temper(1 / STEP);
                return temperature;
            }
            crossEntropy = warmer;
            temperature *= STEP;
        }
    }
}
