package io.fourfold.model.decoder;

import io.fourfold.model.linear.Matrix;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Says sentences at random, each word as often as the decoder finds it probable. Keeps its buffers from call to call; for one
 * thread at a time.
 */
public final class SentenceSampler {

    private final Decoder decoder;
    private final int maximumWords;
    private BeamBuffers buffers;
    private int capacity;

    /** @param maximumWords longest sentence; a longer one is cut */
    public SentenceSampler(Decoder decoder, int maximumWords) {
        this.decoder = decoder;
        this.maximumWords = maximumWords;
    }

    /**
     * Says one sentence for each image embedding; an unknown word is never said.
     *
     * @param embeddings {@code [sentences, embedding]}
     * @return tokens of each sentence without the end token
     */
    public List<int[]> sample(Matrix embeddings, SplittableRandom random) {
        if (embeddings.rows() > capacity) {
            capacity = embeddings.rows();
            buffers = new BeamBuffers(decoder.shape(), capacity);
        }
        List<int[]> sentences = new ArrayList<>();
        for (int i = 0; i < embeddings.rows(); i++) {
            sentences.add(null);
        }
        buffers.start(decoder, embeddings);
        List<Hypothesis> running = new ArrayList<>();
        int[] sentenceOf = IntStream.range(0, embeddings.rows()).toArray();
        for (int i = 0; i < embeddings.rows(); i++) {
            running.add(Hypothesis.EMPTY);
        }
        while (!running.isEmpty()) {
            buffers.step(decoder, running.size());
            List<Hypothesis> next = new ArrayList<>();
            for (int row = 0; row < running.size(); row++) {
                Hypothesis longer = running.get(row).with(row, draw(row, random), 0);
                if (longer.ended() || longer.words().length == maximumWords) {
                    sentences.set(sentenceOf[row], longer.words());
                } else {
                    sentenceOf[next.size()] = sentenceOf[row];
                    next.add(longer);
                }
            }
            buffers.proceed(decoder, next);
            running = next;
        }
        return sentences;
    }

    private int draw(int row, SplittableRandom random) {
        float[] probabilities = buffers.probabilities(row);
        double left = random.nextDouble() * (1 - probabilities[Vocabulary.UNKNOWN]);
        int likeliest = Vocabulary.END;
        for (int token = 0; token < probabilities.length; token++) {
            if (token == Vocabulary.UNKNOWN) {
                continue;
            }
            left -= probabilities[token];
            if (left < 0) {
                return token;
            }
            likeliest = probabilities[token] > probabilities[likeliest] ? token : likeliest;
        }
        return likeliest;
    }
}
