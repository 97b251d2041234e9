package io.fourfold.model.meaning;

import io.fourfold.model.linear.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Words as vectors of a sentence encoder, by "a photo of a ..." and by what a dictionary says that they are. Words that are no
 * token of the encoder it mostly knows by how they are spelt: it takes a settee for a set, unless it reads "a small sofa".
 *
 * @param centre takes off a vector what "a photo of a ..." says
 */
record DefinedWords(SentenceEncoder encoder, WordNet dictionary, UnaryOperator<float[]> centre) {

    private static final String CONTEXT = "a photo of a ";
    private static final String DEFINITION = "a photo of ";

    /** Weight of the definition beside the word. Like the next, chosen by captions of photos held out of training. */
    private static final double DEFINITION_WEIGHT = 0.5;

    /** The same for a word that is no token. */
    private static final double DEFINITION_OF_PIECES_WEIGHT = 2;

    /** Vectors of words in that context alone, as the encoder gives them. */
    static List<float[]> inContext(SentenceEncoder encoder, List<String> words) {
        return encoder.encode(words.stream().map(CONTEXT::concat).toList());
    }

    /** @param words that are defined */
    List<float[]> encode(List<String> words) {
        List<float[]> inContext = inContext(encoder, words);
        List<float[]> definitions = encoder.encode(words.stream()
                .map(word -> DEFINITION + dictionary.definition(word).orElseThrow())
                .toList());
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            double weight = encoder.pieces().isWhole(words.get(i)) ? DEFINITION_WEIGHT : DEFINITION_OF_PIECES_WEIGHT;
            vectors.add(Vectors.unitSum(centre.apply(inContext.get(i)), centre.apply(definitions.get(i)), weight));
        }
        return vectors;
    }
}
