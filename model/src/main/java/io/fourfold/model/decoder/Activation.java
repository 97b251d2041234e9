package io.fourfold.model.decoder;

/** Squashing functions. */
final class Activation {

    private Activation() {}

    static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    static float tanh(float x) {
        return (float) (2 / (1 + Math.exp(-2 * x)) - 1);
    }
}
