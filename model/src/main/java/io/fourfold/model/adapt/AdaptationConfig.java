package io.fourfold.model.adapt;

import io.fourfold.model.encoder.BackboneParts;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of adapting a backbone. {@link #shipped()} are those that the one in this repository went through.
 *
 * @param firstBottleneck the first whose weights are trained
 * @param epochs times that every photo is seen
 * @param headEpochs first epochs, in which only the head learns
 * @param batchSize photos per step
 * @param smallestSide of the part of a photo that is shown, 0 to 1
 * @param colour how far brightness, contrast and saturation are changed, 0 to 1
 * @param learningRate Adam's highest for the backbone; it falls along half a cosine to zero
 * @param headRate Adam's highest for the head
 * @param dimensions of the captions' vectors
 * @param minimumPhotos words in the captions of fewer photos do not count
 * @param similarityWeight weight of the divergence of similarities
 * @param temperature of the similarities
 * @param teacherWeight weight of the loss to the teacher's view; 0 for a step without teacher
 * @param heldOutPhotos photos split off to choose the best epoch by
 * @param threads that share a batch; another number gives slightly other weights, since sums round differently
 * @param seed of all randomness
 */
public record AdaptationConfig(
        int firstBottleneck,
        int epochs,
        int headEpochs,
        int batchSize,
        double smallestSide,
        double colour,
        double learningRate,
        double headRate,
        int dimensions,
        int minimumPhotos,
        double similarityWeight,
        double temperature,
        double teacherWeight,
        int heldOutPhotos,
        int threads,
        long seed) {

    public AdaptationConfig {
        List<String> problems = new ArrayList<>();
        require(
                firstBottleneck >= 1 && firstBottleneck <= BackboneParts.LAST,
                "the first bottleneck must be from 1 to " + BackboneParts.LAST,
                problems);
        require(epochs > 0, "epochs must be positive", problems);
        require(headEpochs >= 0 && headEpochs <= epochs, "head epochs must be from 0 to epochs", problems);
        require(batchSize > 2, "the batch size must be at least 3", problems);
        require(smallestSide > 0 && smallestSide <= 1, "the smallest side must be above 0, at most 1", problems);
        require(colour >= 0 && colour < 1, "the change of colour must be from 0 to below 1", problems);
        require(learningRate > 0, "the learning rate must be positive", problems);
        require(headRate > 0, "the head's learning rate must be positive", problems);
        require(dimensions > 0, "the captions' dimensions must be positive", problems);
        require(minimumPhotos > 0, "the minimum of photos per word must be positive", problems);
        require(similarityWeight >= 0, "the similarity weight must not be negative", problems);
        require(temperature > 0, "the temperature must be positive", problems);
        require(teacherWeight >= 0, "the teacher's weight must not be negative", problems);
        require(heldOutPhotos > 0, "some photos must be held out", problems);
        require(threads > 0 && threads <= batchSize, "threads must be from 1 to the batch size", problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** The recipe of the backbone in this repository: first by captions alone, then by a teacher too. */
    public static List<AdaptationConfig> shipped() {
        return List.of(
                new AdaptationConfig(10, 20, 1, 100, 0.6, 0.3, 2e-4, 1e-3, 128, 5, 0.3, 0.1, 0, 500, 2, 1),
                new AdaptationConfig(7, 12, 1, 100, 0.6, 0.3, 2e-4, 1e-3, 128, 5, 0.3, 0.1, 1, 500, 2, 1),
                new AdaptationConfig(6, 16, 1, 100, 0.6, 0.3, 3e-4, 1e-3, 128, 5, 0.3, 0.1, 2, 500, 2, 1),
                new AdaptationConfig(6, 20, 1, 100, 0.6, 0.3, 3e-4, 1e-3, 128, 5, 0.3, 0.1, 4, 500, 2, 1));
    }

    /** Whether the step needs a teacher. */
    public boolean taught() {
        return teacherWeight > 0;
    }

    private static void require(boolean holds, String problem, List<String> problems) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
