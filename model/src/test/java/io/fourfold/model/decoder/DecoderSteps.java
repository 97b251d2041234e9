package io.fourfold.model.decoder;

import io.fourfold.model.linear.Matrix;

/** What the decoder says to a sentence of given inputs, one step after the other. */
public final class DecoderSteps {

    private DecoderSteps() {}

    /**
     * The state after the last input and what each step says.
     *
     * @param logits {@code [steps][tokens]}
     */
    public record Result(float[][] logits, float[] hidden, float[] cell) {}

    /** @param inputs image embedding and word vectors, {@code [steps][embedding]} */
    public static Result of(DecoderWeights weights, float[][] inputs) {
        Decoder decoder = new Decoder(weights);
        DecoderShape shape = weights.shape();
        Matrix hidden = Matrix.zeros(1, shape.hidden());
        Matrix cell = Matrix.zeros(1, shape.hidden());
        Matrix logits = Matrix.zeros(inputs.length, shape.tokens());
        for (int step = 0; step < inputs.length; step++) {
            decoder.step(Matrix.row(inputs[step]), hidden, cell, Matrix.zeros(1, shape.gates()), cell, hidden);
            decoder.logits(hidden, Matrix.zeros(1, shape.embedding()), logits.rows(step, 1));
        }
        return new Result(logits.toArray(), hidden.toArray()[0], cell.toArray()[0]);
    }

    /** Log-probabilities of logits, {@code [tokens]}. */
    public static float[] logProbabilities(float[] logits) {
        float[] result = logits.clone();
        float logSum = (float) Softmax.logSum(result, result.length);
        for (int token = 0; token < result.length; token++) {
            result[token] -= logSum;
        }
        return result;
    }
}
