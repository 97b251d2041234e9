package io.fourfold.model.decoder;

/** Probabilities from logits. */
final class Softmax {

    private Softmax() {}

    /**
     * Turns the first {@code length} logits into probabilities in place.
     *
     * @return the logarithm of the sum of the exponentials, so that {@code logit - result} is a token's log-probability
     */
    static double probabilities(float[] logits, int length) {
        float max = max(logits, length);
        double sum = 0;
        for (int i = 0; i < length; i++) {
            float e = (float) Math.exp(logits[i] - max);
            logits[i] = e;
            sum += e;
        }
        float scale = (float) (1 / sum);
        for (int i = 0; i < length; i++) {
            logits[i] *= scale;
        }
        return max + Math.log(sum);
    }

    /** Logarithm of the sum of the exponentials of the first {@code length} logits. */
    static double logSum(float[] logits, int length) {
        float max = max(logits, length);
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += FastExp.of(logits[i] - max);
        }
        return max + Math.log(sum);
    }

    private static float max(float[] values, int length) {
        float max = values[0];
        for (int i = 1; i < length; i++) {
            max = Math.max(max, values[i]);
        }
        return max;
    }
}
