package io.fourfold.model.train;

import java.util.ArrayList;
import java.util.List;

/**
 * How a network is trained. {@link #shipped()} is how the network in this repository was.
 *
 * @param encoderSide width and height of the photos that the encoder reads, a multiple of 32
 * @param hidden length of the LSTM's state
 * @param selfCritical what follows once captions have been learned
 * @param heldOutPhotos photos split off to choose the best epoch by
 * @param seed of all randomness
 */
public record TrainingConfig(
        int encoderSide,
        int hidden,
        Captions captions,
        Batches batches,
        Imitation imitation,
        SelfCritical selfCritical,
        Beam beam,
        int heldOutPhotos,
        long seed) {

    /**
     * How people's captions are read.
     *
     * @param minimumWordCount rarer words are unknown
     * @param maximumWords longer captions are cut to so many words
     */
    public record Captions(int minimumWordCount, int maximumWords) {}

    /**
     * How each step learns.
     *
     * @param size captions
     * @param dropout part of the features, words and states left out
     * @param gradientClip longest gradient, as a Euclidean norm
     * @param threads that share a batch; another number gives slightly other weights, since sums round differently
     */
    public record Batches(int size, double dropout, double gradientClip, int threads) {}

    /**
     * How captions are learned first.
     *
     * @param epochs times that every caption is seen
     * @param learningRate Adam's highest; it falls along half a cosine to zero
     * @param contrast pulls photos and their captions together meanwhile
     */
    public record Imitation(int epochs, double learningRate, Contrast contrast) {}

    /**
     * How the network says captions.
     *
     * @param width sentences followed at once
     * @param maximumWords longest caption
     */
    public record Beam(int width, int maximumWords) {}

    public TrainingConfig {
        List<String> problems = new ArrayList<>();
        require(imitation.epochs() > 0, "epochs must be positive", problems);
        require(batches.size() > 1, "the batch size must be at least 2", problems);
        require(hidden > 0, "the hidden size must be positive", problems);
        require(captions.minimumWordCount() > 0, "the minimum word count must be positive", problems);
        require(captions.maximumWords() > 0, "the maximum of words must be positive", problems);
        require(imitation.learningRate() > 0, "the learning rate must be positive", problems);
        require(batches.dropout() >= 0 && batches.dropout() < 1, "dropout must be from 0 to below 1", problems);
        require(batches.gradientClip() > 0, "the longest gradient must be positive", problems);
        require(heldOutPhotos > 0, "some photos must be held out", problems);
        require(beam.width() > 0, "the beam width must be positive", problems);
        require(beam.maximumWords() > 0, "the caption length must be positive", problems);
        require(
                batches.threads() > 0 && batches.threads() <= batches.size(),
                "threads must be from 1 to the batch size",
                problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** The recipe of the network in this repository. */
    public static TrainingConfig shipped() {
        return new TrainingConfig(
                224,
                512,
                new Captions(5, 24),
                new Batches(128, 0.3, 5, 2),
                new Imitation(8, 2e-3, new Contrast(0.2, 0.1)),
                new SelfCritical(5, 3e-4, 32, 5, 1, 0.3, new Contrast(0.5, 0.05)),
                new Beam(3, 20),
                500,
                1);
    }

    /** The same without what follows once captions have been learned. */
    TrainingConfig withoutSelfCritical() {
        return new TrainingConfig(
                encoderSide, hidden, captions, batches, imitation, SelfCritical.NONE, beam, heldOutPhotos, seed);
    }

    private static void require(boolean holds, String problem, List<String> problems) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
