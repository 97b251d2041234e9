package io.fourfold.model.text;

import io.fourfold.model.decoder.WeightProduct;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Vectors;
import io.fourfold.model.words.Vocabulary;
import io.fourfold.model.words.WordMeaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where texts lie among the image embeddings, by all that was trained to tell it: the learned start of an inversion.
 *
 * @param encoder reads words in their order
 * @param bag reads them in any order
 * @param input product by the encoder's input weights
 * @param hidden product by the encoder's hidden weights
 */
public record TextDirections(TextEncoder encoder, WordBag bag, WeightProduct input, WeightProduct hidden) {

    /** Weight of the bag's direction beside the encoder's, chosen on photos held out of training; 0.5 to 1 are about as good. */
    private static final double BAG_WEIGHT = 0.75;

    /** Directions that follow every change of the weights. */
    public TextDirections(TextEncoder encoder, WordBag bag) {
        this(encoder, bag, WeightProduct.of(encoder.input()), WeightProduct.of(encoder.hidden()));
    }

    /** The same by the weights as they are now, faster for few texts. */
    public TextDirections frozen() {
        return new TextDirections(
                encoder, bag, WeightProduct.frozen(encoder.input()), WeightProduct.frozen(encoder.hidden()));
    }

    /**
     * Reads texts whose words are mixtures: the vector of a word is the weighted mean of its meanings' vectors.
     *
     * @param texts words of each, at least one
     * @return a direction of length 1 for each, {@code [embedding]}
     */
    public List<float[]> of(List<List<List<WordMeaning>>> texts, Vocabulary vocabulary) {
        Map<List<WordMeaning>, Integer> rows = new LinkedHashMap<>();
        List<int[]> sentences = texts.stream()
                .map(words -> words.stream()
                        .mapToInt(word -> rows.computeIfAbsent(word, added -> rows.size()))
                        .toArray())
                .toList();
        Matrix words = Matrix.zeros(rows.size(), encoder.words().columns());
        WordBag mixedBag = WordBag.zeros(rows.size(), words.columns());
        rows.forEach((word, row) -> {
            words.write(row, mean(word, encoder.words(), vocabulary));
            mixedBag.vectors().write(row, mean(word, bag.vectors(), vocabulary));
        });
        return new TextDirections(new TextEncoder(words, encoder.parameters()), mixedBag, input, hidden).of(sentences);
    }

    private static float[] mean(List<WordMeaning> word, Matrix vectors, Vocabulary vocabulary) {
        float[] mean = new float[vectors.columns()];
        float[] vector = new float[mean.length];
        double sum = word.stream().mapToDouble(WordMeaning::weight).sum();
        for (WordMeaning meaning : word) {
            vectors.read(vocabulary.token(meaning.word()), vector);
            float weight = (float) (meaning.weight() / sum);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += weight * vector[i];
            }
        }
        return mean;
    }

    /**
     * Reads texts.
     *
     * @param sentences tokens of each, at least one
     * @return a direction of length 1 for each, {@code [embedding]}
     */
    public List<float[]> of(List<int[]> sentences) {
        Matrix states = Matrix.zeros(sentences.size(), encoder.words().columns());
        new TextPass(encoder, input, hidden).forward(sentences, states);
        float[][] inOrder = states.toArray();
        List<float[]> directions = new ArrayList<>();
        for (int i = 0; i < inOrder.length; i++) {
            float[] inAnyOrder = Vectors.unit(bag.sum(sentences.get(i)));
            directions.add(Vectors.unitSum(Vectors.unit(inOrder[i]), inAnyOrder, BAG_WEIGHT));
        }
        return directions;
    }
}
