package io.fourfold.model.decoder;

/** Squashing functions. */
public final class Activation {

    private Activation() {}

    public static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    public static float tanh(float x) {
        return (float) (2 / (1 + Math.exp(-2 * x)) - 1);
    }
}
