package io.fourfold.model.train;

/**
 * How the contrastive loss is used, see {@link ContrastiveLoss}.
 *
 * @param weight beside the loss per word; 0 leaves it out
 * @param temperature what cosines are divided by: the lower, the more the likest of the wrong pairs count
 */
public record Contrast(double weight, double temperature) {

    public Contrast {
        if (weight < 0 || temperature <= 0) {
            throw new IllegalArgumentException(
                    "a contrastive loss needs a weight of at least 0 and a positive temperature: " + weight + ", "
                            + temperature);
        }
    }
}
