package io.fourfold.model.text;

import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Weights of a gated recurrent unit (Cho et al. 2014) that reads a sentence into the space of the image embeddings. It reads
 * the decoder's word vectors.
 *
 * @param words the decoder's word vectors, {@code [tokens, embedding]}
 * @param parameters input and hidden weights and bias of the reset gate, the update gate and the candidate
 */
public record TextEncoder(Matrix words, Parameters parameters) {

    /** A text encoder to start training from; its state is as long as the words' vectors. */
    public static TextEncoder random(Matrix words, SplittableRandom random) {
        TextEncoder encoder = zeros(words);
        int size = encoder.size();
        double range = 1 / Math.sqrt(size);
        encoder.input().fillUniform(range, random);
        encoder.hidden().fillUniform(range, random);
        return encoder;
    }

    /**
     * Copies matrices that were saved by name.
     *
     * @throws IllegalArgumentException if one is missing or has another shape; the message says which
     */
    public static TextEncoder of(Matrix words, Map<String, Matrix> saved) {
        TextEncoder encoder = zeros(words);
        encoder.parameters.byName().forEach((name, matrix) -> matrix.copySaved(name, saved.get(name)));
        return encoder;
    }

    private static TextEncoder zeros(Matrix words) {
        int size = words.columns();
        return new TextEncoder(
                words,
                new Parameters(List.of(
                        new Parameters.Shape("text.input", size, 3 * size),
                        new Parameters.Shape("text.hidden", size, 3 * size),
                        new Parameters.Shape("text.bias", 1, 3 * size))));
    }

    int size() {
        return words.columns();
    }

    Matrix input() {
        return parameters.get("text.input");
    }

    Matrix hidden() {
        return parameters.get("text.hidden");
    }

    Matrix bias() {
        return parameters.get("text.bias");
    }
}
