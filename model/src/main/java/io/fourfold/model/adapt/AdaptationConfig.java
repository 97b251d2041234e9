package io.fourfold.model.adapt;

/**
 * How a backbone is adapted. {@link #shipped()} is how the one in this repository was.
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
        int heldOutPhotos,
        int threads,
        long seed) {

    /** The recipe of the backbone in this repository. */
    public static AdaptationConfig shipped() {
        return new AdaptationConfig(13, 12, 1, 100, 0.6, 0.3, 1.5e-4, 1e-3, 128, 5, 0.3, 0.1, 500, 2, 1);
    }
}
