package io.fourfold.model.meaning;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Vectors;
import io.fourfold.model.words.Vocabulary;
import io.fourfold.model.words.WordClass;
import io.fourfold.model.words.WordMeaning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Finds the words of a vocabulary that stand for words outside it: those that a sentence encoder finds nearest. (A ridge regression from the encoder's vectors to those of the network found photos less well, a single nearest word too.)
 *
 * @param dictionary words that it does not define stay unknown, such as "because"
 * @param log receives lines of progress
 */
record WordMeaningTraining(SentenceEncoder encoder, WordNet dictionary, Consumer<String> log) {

    /** Like the next, chosen by synonyms in captions of photos held out of training. */
    private static final int MOST_MEANINGS = 16;

    /** A cosine less by this weighs 1/e. */
    private static final double TEMPERATURE = 0.12;

    /** Lighter meanings, beside the heaviest of 1, are left out. */
    private static final double LEAST_WEIGHT = 0.1;

    /** A word less near to every word of the vocabulary, such as "democracy", stays unknown: no photo shows it. */
    private static final double LEAST_COSINE = 0.35;

    private static final int WORDS_PER_BATCH = 2_000;

    /** @param words of ASCII letters; those of the vocabulary are left out */
    SortedMap<String, List<WordMeaning>> train(Vocabulary vocabulary, Collection<String> words) {
        List<String> meanings = vocabulary.words().stream()
                .filter(WordMeaningTraining::canStandForAnother)
                .toList();
        List<float[]> encoded = DefinedWords.inContext(encoder, meanings);
        UnaryOperator<float[]> centred = centred(encoded);
        Matrix meaningVectors = Matrix.of(encoded.stream().map(centred).toArray(float[][]::new));
        DefinedWords defined = new DefinedWords(encoder, dictionary, centred);
        List<String> outside = words.stream()
                .filter(word -> vocabulary.token(word) == Vocabulary.UNKNOWN)
                .filter(word -> dictionary.definition(word).isPresent())
                .toList();
        SortedMap<String, List<WordMeaning>> found = new TreeMap<>();
        for (int from = 0; from < outside.size(); from += WORDS_PER_BATCH) {
            List<String> batch = outside.subList(from, Math.min(outside.size(), from + WORDS_PER_BATCH));
            Matrix vectors = Matrix.of(defined.encode(batch).toArray(float[][]::new));
            Matrix products = Matrix.zeros(batch.size(), meanings.size());
            Blas.addProductTransposed(vectors, meaningVectors, products);
            float[][] cosines = products.toArray();
            for (int i = 0; i < cosines.length; i++) {
                List<WordMeaning> nearest = nearest(meanings, cosines[i]);
                if (!nearest.isEmpty()) {
                    found.put(batch.get(i), nearest);
                }
            }
            log.accept("meanings of words: %d of %d words read, %d understood"
                    .formatted(from + batch.size(), outside.size(), found.size()));
        }
        return found;
    }

    /** Neither single letters nor words that only hold others together. */
    private static boolean canStandForAnother(String word) {
        return word.length() > 1 && !WordClass.DANGLING.has(word) && !WordClass.LINKING.has(word);
    }

    /** Takes the mean of the vocabulary off, which is what the context says. */
    private static UnaryOperator<float[]> centred(List<float[]> vectors) {
        float[] mean = new float[vectors.get(0).length];
        for (float[] vector : vectors) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i] / vectors.size();
            }
        }
        return vector -> Vectors.unitSum(vector, mean, -1);
    }

    private static List<WordMeaning> nearest(List<String> meanings, float[] cosines) {
        int[] order = IntStream.range(0, cosines.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -cosines[i]))
                .limit(MOST_MEANINGS)
                .mapToInt(Integer::intValue)
                .toArray();
        List<WordMeaning> nearest = new ArrayList<>();
        for (int index : order) {
            double weight = Math.exp((cosines[index] - cosines[order[0]]) / TEMPERATURE);
            if (cosines[order[0]] >= LEAST_COSINE && weight >= LEAST_WEIGHT) {
                nearest.add(new WordMeaning(meanings.get(index), (float) weight));
            }
        }
        return nearest;
    }
}
