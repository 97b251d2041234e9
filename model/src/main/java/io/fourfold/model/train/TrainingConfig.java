package io.fourfold.model.train;

import java.util.ArrayList;
import java.util.List;

/**
 * How a network is trained. {@link #shipped()} is how the network in this repository was.
 *
 * @param encoderSide width and height at which the encoder sees photos, a multiple of 32
 * @param epochs times that every caption is seen
 * @param batchSize captions per step
 * @param hidden length of the LSTM's state
 * @param minimumWordCount rarer words of the training captions are unknown
 * @param maximumWords longer captions are cut to so many words
 * @param learningRate Adam's highest; it falls along half a cosine to zero
 * @param dropout part of the features, words and states left out in each step
 * @param gradientClip longest gradient, as a Euclidean norm
 * @param contrast pulls photos and their captions together while captions are learned
 * @param selfCritical what follows once captions have been learned
 * @param heldOutImages images split off to choose the best epoch by
 * @param beamWidth sentences followed at once when captioning
 * @param captionWords longest caption said
 * @param threads that share a batch; another number gives slightly other weights, since sums round differently
 * @param seed of all randomness
 */
public record TrainingConfig(
        int encoderSide,
        int epochs,
        int batchSize,
        int hidden,
        int minimumWordCount,
        int maximumWords,
        double learningRate,
        double dropout,
        double gradientClip,
        Contrast contrast,
        SelfCritical selfCritical,
        int heldOutImages,
        int beamWidth,
        int captionWords,
        int threads,
        long seed) {

    public TrainingConfig {
        List<String> problems = new ArrayList<>();
        require(epochs > 0, "epochs must be positive", problems);
        require(batchSize > 1, "the batch size must be at least 2", problems);
        require(hidden > 0, "the hidden size must be positive", problems);
        require(minimumWordCount > 0, "the minimum word count must be positive", problems);
        require(maximumWords > 0, "the maximum of words must be positive", problems);
        require(learningRate > 0, "the learning rate must be positive", problems);
        require(dropout >= 0 && dropout < 1, "dropout must be from 0 to below 1", problems);
        require(gradientClip > 0, "the longest gradient must be positive", problems);
        require(heldOutImages > 0, "some images must be held out", problems);
        require(beamWidth > 0, "the beam width must be positive", problems);
        require(captionWords > 0, "the caption length must be positive", problems);
        require(threads > 0 && threads <= batchSize, "threads must be from 1 to the batch size", problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** The recipe of the network in this repository. */
    public static TrainingConfig shipped() {
        SelfCritical selfCritical = new SelfCritical(5, 3e-4, 32, 5, 1, new Contrast(0.5, 0.05));
        Contrast contrast = new Contrast(0.2, 0.1);
        return new TrainingConfig(288, 8, 128, 512, 5, 24, 2e-3, 0.3, 5, contrast, selfCritical, 500, 3, 20, 2, 1);
    }

    /** The same without what follows once captions have been learned. */
    TrainingConfig withoutSelfCritical() {
        return new TrainingConfig(
                encoderSide,
                epochs,
                batchSize,
                hidden,
                minimumWordCount,
                maximumWords,
                learningRate,
                dropout,
                gradientClip,
                contrast,
                SelfCritical.NONE,
                heldOutImages,
                beamWidth,
                captionWords,
                threads,
                seed);
    }

    private static void require(boolean holds, String problem, List<String> problems) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
