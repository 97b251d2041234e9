package io.fourfold.model.train;

/** Takes a projection from the features that it was trained with to those of the same backbone that sees photos larger. */
final class Recalibration {

    private Recalibration() {}

    /**
     * A projection of the new features that gives what the old one gave for features as far from their mean, in deviations.
     *
     * @param before of the features that the projection was trained with
     * @param now of the new features of the same photos
     */
    static AffineMap of(AffineMap projection, FeatureScaling before, FeatureScaling now) {
        int outputs = projection.bias().length;
        int features = now.mean().length;
        float[][] weight = new float[outputs][features];
        float[] bias = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            double constant = projection.bias()[i];
            for (int j = 0; j < features; j++) {
                double factor = before.deviation()[j] / now.deviation()[j];
                weight[i][j] = (float) (projection.weight()[i][j] * factor);
                constant += projection.weight()[i][j] * (before.mean()[j] - now.mean()[j] * factor);
            }
            bias[i] = (float) constant;
        }
        return new AffineMap(weight, bias);
    }
}
