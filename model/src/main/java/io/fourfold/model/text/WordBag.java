package io.fourfold.model.text;

import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A vector for each word whose sum over a text, whatever their order, lies in the direction of the image embeddings that the text
 * describes. It errs otherwise than {@link TextEncoder}, so that both together find photos better than either.
 *
 * @param parameters {@code text.bag [tokens, embedding]}
 */
public record WordBag(Parameters parameters) {

    private static final String NAME = "text.bag";
    /** Gives numbers of a standard deviation of about 0.1. */
    private static final double INITIAL_RANGE = 0.17;

    /** Vectors to start training from. */
    public static WordBag random(int tokens, int size, SplittableRandom random) {
        WordBag bag = zeros(tokens, size);
        bag.vectors().fillUniform(INITIAL_RANGE, random);
        return bag;
    }

    /**
     * Copies a matrix that was saved by name.
     *
     * @throws IllegalArgumentException if it is missing or has another shape; the message says which
     */
    public static WordBag of(int tokens, int size, Map<String, Matrix> saved) {
        WordBag bag = zeros(tokens, size);
        bag.vectors().copySaved(NAME, saved.get(NAME));
        return bag;
    }

    static WordBag zeros(int tokens, int size) {
        return new WordBag(new Parameters(List.of(new Parameters.Shape(NAME, tokens, size))));
    }

    /** {@code [tokens, embedding]} */
    public Matrix vectors() {
        return parameters.get(NAME);
    }

    /** The sum of a text's words, {@code [embedding]}. */
    public float[] sum(int[] tokens) {
        float[] sum = new float[vectors().columns()];
        float[] vector = new float[sum.length];
        for (int token : tokens) {
            vectors().read(token, vector);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        return sum;
    }
}
