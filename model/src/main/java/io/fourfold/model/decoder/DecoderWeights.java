package io.fourfold.model.decoder;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The decoder's one set of weights. The word vectors are both what the LSTM reads and, after a projection of its state, what
 * it chooses the next word by (tied weights, Press and Wolf 2017).
 *
 * @param shape sizes
 * @param parameters the matrices below, in one block
 */
public record DecoderWeights(DecoderShape shape, Parameters parameters) {

    private static final float FORGET_BIAS = 1;
    private static final double INITIAL_WORD_RANGE = 0.1;

    /** All zeros, as a place for gradients or for weights that are about to be read. */
    public static DecoderWeights zeros(DecoderShape shape) {
        return new DecoderWeights(
                shape,
                new Parameters(List.of(
                        new Parameters.Shape("words", shape.tokens(), shape.embedding()),
                        new Parameters.Shape("lstm.input", shape.embedding(), shape.gates()),
                        new Parameters.Shape("lstm.hidden", shape.hidden(), shape.gates()),
                        new Parameters.Shape("lstm.bias", 1, shape.gates()),
                        new Parameters.Shape("projection", shape.hidden(), shape.embedding()),
                        new Parameters.Shape("projection.bias", 1, shape.embedding()),
                        new Parameters.Shape("output.bias", 1, shape.tokens()))));
    }

    /** Weights to start training from; the forget gates start open (Jozefowicz et al. 2015). */
    public static DecoderWeights random(DecoderShape shape, SplittableRandom random) {
        DecoderWeights weights = zeros(shape);
        double range = 1 / Math.sqrt(shape.hidden());
        weights.words().fillUniform(INITIAL_WORD_RANGE, random);
        weights.inputToGates().fillUniform(range, random);
        weights.hiddenToGates().fillUniform(range, random);
        weights.projection().fillUniform(range, random);
        float[] gateBias = new float[shape.gates()];
        for (int i = shape.hidden(); i < 2 * shape.hidden(); i++) {
            gateBias[i] = FORGET_BIAS;
        }
        weights.gateBias().write(0, gateBias);
        return weights;
    }

    /**
     * Copies matrices that were saved by name.
     *
     * @throws IllegalArgumentException if one is missing or has another shape; the message says which
     */
    public static DecoderWeights of(DecoderShape shape, Map<String, Matrix> saved) {
        DecoderWeights weights = zeros(shape);
        weights.parameters.byName().forEach((name, matrix) -> matrix.copySaved(name, saved.get(name)));
        return weights;
    }

    /** {@code [tokens, embedding]} */
    public Matrix words() {
        return parameters.get("words");
    }

    /** {@code [embedding, 4 hidden]} */
    Matrix inputToGates() {
        return parameters.get("lstm.input");
    }

    /** {@code [hidden, 4 hidden]} */
    Matrix hiddenToGates() {
        return parameters.get("lstm.hidden");
    }

    /** {@code [1, 4 hidden]} */
    Matrix gateBias() {
        return parameters.get("lstm.bias");
    }

    /** {@code [hidden, embedding]} */
    Matrix projection() {
        return parameters.get("projection");
    }

    /** {@code [1, embedding]} */
    Matrix projectionBias() {
        return parameters.get("projection.bias");
    }

    /** {@code [1, tokens]} */
    Matrix outputBias() {
        return parameters.get("output.bias");
    }

    /** Divides all logits by a temperature: above 1 the decoder becomes less sure of what it says. */
    public void temper(double temperature) {
        float factor = (float) (1 / temperature);
        List.of(projection(), projectionBias(), outputBias()).forEach(part -> Blas.scale(factor, part));
    }
}
