package io.fourfold.model.train;

/**
 * A learning rate that rises in a short warm-up and then falls along half a cosine to zero (Loshchilov and Hutter 2017).
 *
 * @param highest rate after the warm-up
 * @param warmUpSteps steps of the warm-up
 * @param totalSteps steps of the whole training
 */
public record CosineSchedule(double highest, int warmUpSteps, int totalSteps) {

    /** @param step steps done before this one */
    public double rate(int step) {
        if (step < warmUpSteps) {
            return highest * (step + 1) / warmUpSteps;
        }
        double progress = (step - warmUpSteps) / (double) Math.max(1, totalSteps - warmUpSteps);
        return highest * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    }
}
