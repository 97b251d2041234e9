package io.fourfold.model.explain;

import io.fourfold.model.decoder.Decoder;
import io.fourfold.model.decoder.SentencePass;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.words.Vocabulary;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells what each place of a photo adds to the logarithm of a word's probability, by integrated gradients (Sundararajan, Taly
 * and Yan 2017): all places fade in together, from an empty photo to the one that is explained, and each adds what its own
 * change adds on the way. Safe for concurrent callers.
 */
public final class WordExplainer {

    /** Gradients along the way; the sum of what places add is then within about 0.02 of what they add together. */
    private static final int STEPS = 32;

    private final Decoder decoder;
    private final Vocabulary vocabulary;

    /** @param decoder whose weights will not change */
    public WordExplainer(Decoder decoder, Vocabulary vocabulary) {
        this.decoder = decoder;
        this.vocabulary = vocabulary;
    }

    /**
     * Explains a word.
     *
     * @param caption the network's own of this photo
     * @param word of the vocabulary
     */
    public WordExplanation explain(PhotoPlaces places, String caption, String word) {
        int token = vocabulary.token(word);
        float[] embedding = places.photo().embedding();
        int[] before = before(embedding, vocabulary.tokens(caption), token);
        float[] gradient = meanGradient(places.empty().embedding(), embedding, before, token);
        Explanation explanation = Explanation.of(
                places.photo().rows(),
                places.photo().columns(),
                places.added(gradient),
                logProbability(embedding, before, token));
        return new WordExplanation(
                explanation, IntStream.of(before).mapToObj(vocabulary::word).collect(Collectors.joining(" ")));
    }

    /**
     * Natural logarithm of a word's probability, where it is explained.
     *
     * @param caption the network's own of this photo
     * @param word of the vocabulary
     */
    public double logProbability(float[] embedding, String caption, String word) {
        int token = vocabulary.token(word);
        return logProbability(embedding, before(embedding, vocabulary.tokens(caption), token), token);
    }

    /**
     * Natural logarithm of a word's probability after others.
     *
     * @param after the words said before, of the vocabulary
     * @param word of the vocabulary
     */
    public double logProbabilityAfter(float[] embedding, String after, String word) {
        return logProbability(embedding, vocabulary.tokens(after), vocabulary.token(word));
    }

    private double logProbability(float[] embedding, int[] before, int token) {
        return SentencePass.ofNext(decoder, token).forward(Matrix.row(embedding), List.of(before))[0];
    }

    /** The words before the first occurrence, or else before where the word is likeliest. */
    private int[] before(float[] embedding, int[] caption, int token) {
        int place = IntStream.range(0, caption.length)
                .filter(i -> caption[i] == token)
                .findFirst()
                .orElseGet(() -> likeliest(embedding, caption, token));
        return Arrays.copyOf(caption, place);
    }

    private int likeliest(float[] embedding, int[] caption, int token) {
        List<int[]> starts = IntStream.rangeClosed(0, caption.length)
                .mapToObj(length -> Arrays.copyOf(caption, length))
                .toList();
        Matrix embeddings = Matrix.zeros(starts.size(), embedding.length);
        embeddings.fillRows(Matrix.row(embedding));
        double[] logProbabilities = SentencePass.ofNext(decoder, token).forward(embeddings, starts);
        int best = 0;
        for (int i = 1; i < logProbabilities.length; i++) {
            if (logProbabilities[i] > logProbabilities[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Mean of the gradients of the logarithm of the word's probability on the straight way between two embeddings. */
    private float[] meanGradient(float[] from, float[] to, int[] before, int token) {
        Matrix way = Matrix.zeros(STEPS, to.length);
        float[] between = new float[to.length];
        for (int step = 0; step < STEPS; step++) {
            double share = (step + 0.5) / STEPS;
            for (int i = 0; i < between.length; i++) {
                between[i] = (float) (from[i] + share * (to[i] - from[i]));
            }
            way.write(step, between);
        }
        SentencePass pass = SentencePass.ofNext(decoder, token);
        pass.forward(way, Collections.nCopies(STEPS, before));
        Matrix gradients = Matrix.zeros(STEPS, to.length);
        pass.backward(gradients);
        float[] mean = new float[to.length];
        for (float[] gradient : gradients.toArray()) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] -= gradient[i] / STEPS;
            }
        }
        return mean;
    }
}
