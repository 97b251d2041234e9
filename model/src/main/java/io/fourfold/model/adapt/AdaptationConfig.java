package io.fourfold.model.adapt;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of adapting a backbone. {@link #shipped()} are those that the one in this repository went through.
 *
 * @param bottlenecks how many of the last are trained, with all behind them
 * @param augmentation how photos are shown
 * @param captions what is learned of people's captions
 * @param loss to the captions and to what the backbone saw before
 * @param memoryWeight weight of the loss to what the backbone saw before, also in photos without captions; 0 for none
 * @param heldOutPhotos photos split off to choose the best epoch by
 * @param threads that share a batch; another number gives slightly other weights, since sums round differently
 * @param seed of all randomness
 */
public record AdaptationConfig(
        int bottlenecks,
        Schedule schedule,
        Augmentation augmentation,
        Captions captions,
        TargetLoss loss,
        double memoryWeight,
        int heldOutPhotos,
        int threads,
        long seed) {

    /**
     * How long and how fast a step learns.
     *
     * @param epochs times that every photo is seen
     * @param headEpochs first epochs, in which only the head learns
     * @param batchSize photos at once
     * @param learningRate Adam's highest for the backbone; it falls along half a cosine to zero
     * @param headRate Adam's highest for the head
     */
    public record Schedule(int epochs, int headEpochs, int batchSize, double learningRate, double headRate) {}

    /**
     * Vectors that say what captions say.
     *
     * @param dimensions of each
     * @param minimumPhotos words in the captions of fewer photos do not count
     */
    public record Captions(int dimensions, int minimumPhotos) {}

    public AdaptationConfig {
        List<String> problems = new ArrayList<>();
        require(bottlenecks > 0, "the number of bottlenecks must be positive", problems);
        require(schedule.epochs() > 0, "epochs must be positive", problems);
        require(
                schedule.headEpochs() >= 0 && schedule.headEpochs() <= schedule.epochs(),
                "head epochs must be from 0 to epochs",
                problems);
        require(schedule.batchSize() > 2, "the batch size must be at least 3", problems);
        require(augmentation.side() > 0, "the side of what is shown must be positive", problems);
        require(
                augmentation.smallestPart() > 0 && augmentation.smallestPart() <= 1,
                "the smallest part must be above 0, at most 1",
                problems);
        require(
                augmentation.colour() >= 0 && augmentation.colour() < 1,
                "the change of colour must be from 0 to below 1",
                problems);
        require(schedule.learningRate() > 0, "the learning rate must be positive", problems);
        require(schedule.headRate() > 0, "the head's learning rate must be positive", problems);
        require(captions.dimensions() > 0, "the captions' dimensions must be positive", problems);
        require(captions.minimumPhotos() > 0, "the minimum of photos per word must be positive", problems);
        require(loss.similarityWeight() >= 0, "the similarity weight must not be negative", problems);
        require(loss.temperature() > 0, "the temperature must be positive", problems);
        require(memoryWeight >= 0, "the weight of memory must not be negative", problems);
        require(heldOutPhotos > 0, "some photos must be held out", problems);
        require(threads > 0 && threads <= schedule.batchSize(), "threads must be from 1 to the batch size", problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** The recipe of the backbone in this repository. */
    public static List<AdaptationConfig> shipped() {
        return List.of(new AdaptationConfig(
                9,
                new Schedule(20, 1, 64, 2e-4, 1e-3),
                new Augmentation(192, 0.6, 0.3),
                new Captions(128, 5),
                new TargetLoss(0.3, 0.1),
                1,
                500,
                2,
                1));
    }

    /** Whether the backbone is to remember what it saw before. */
    boolean remembers() {
        return memoryWeight > 0;
    }

    private static void require(boolean holds, String problem, List<String> problems) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
