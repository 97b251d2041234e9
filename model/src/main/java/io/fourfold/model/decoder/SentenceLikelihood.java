package io.fourfold.model.decoder;

import io.fourfold.model.linear.Matrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How probable sentences are, given their images: as {@link SentencePass} tells it, but without a way back to gradients and
 * several times faster. What a word contributes to the gates is computed once, however many sentences it is in. Safe for
 * concurrent callers; each call runs on its caller's thread.
 */
public final class SentenceLikelihood {

    private final Decoder decoder;
    private final int endToken;
    private final Queue<Buffers> pool = new ConcurrentLinkedQueue<>();

    /** @param decoder whose weights will not change */
    public SentenceLikelihood(Decoder decoder, int endToken) {
        this.decoder = decoder.frozen();
        this.endToken = endToken;
    }

    /**
     * Computes each sentence's log-probability, end token included.
     *
     * @param embeddings one image embedding per sentence, {@code [sentences, embedding]}
     * @param sentences tokens of each sentence without the end token
     * @return natural logarithms, {@code [sentences]}
     */
    public double[] logProbabilities(Matrix embeddings, List<int[]> sentences) {
        SentenceBatch batch = new SentenceBatch(sentences, endToken);
        Map<Integer, Integer> words = words(batch);
        Buffers buffers = pool.poll();
        if (buffers == null || !buffers.hold(batch.sentences(), words.size())) {
            buffers = new Buffers(decoder.shape(), batch.sentences(), words.size());
        }
        try {
            return logProbabilities(embeddings, batch, words, buffers);
        } finally {
            pool.add(buffers);
        }
    }

    private double[] logProbabilities(
            Matrix embeddings, SentenceBatch batch, Map<Integer, Integer> words, Buffers buffers) {
        read(words, buffers);
        double[] result = new double[batch.sentences()];
        buffers.start();
        for (int step = 0; step < batch.steps(); step++) {
            int rows = batch.rowsAt(step);
            Matrix gates = buffers.gates.rows(0, rows);
            Matrix hidden = buffers.hidden.rows(0, rows);
            Matrix cell = buffers.cell.rows(0, rows);
            if (step == 0) {
                for (int row = 0; row < rows; row++) {
                    buffers.images.copyRow(row, embeddings, batch.sentenceOf(row));
                }
                decoder.cell().read(buffers.images.rows(0, rows), gates);
            } else {
                for (int row = 0; row < rows; row++) {
                    gates.copyRow(row, buffers.wordGates, words.get(batch.input(batch.firstRow(step) + row)));
                }
            }
            decoder.cell().advance(hidden, cell, gates, cell, hidden);
            Matrix logits = buffers.logits.rows(0, rows);
            decoder.logits(hidden, buffers.projected.rows(0, rows), logits);
            for (int row = 0; row < rows; row++) {
                logits.read(row, buffers.scores);
                float target = buffers.scores[batch.target(batch.firstRow(step) + row)];
                result[batch.sentenceOf(row)] += target - decoder.logSum(buffers.scores);
            }
        }
        return result;
    }

    /** Each word that is read, with its place. */
    private static Map<Integer, Integer> words(SentenceBatch batch) {
        Map<Integer, Integer> words = new LinkedHashMap<>();
        for (int row = batch.sentences(); row < batch.totalRows(); row++) {
            words.putIfAbsent(batch.input(row), words.size());
        }
        return words;
    }

    private void read(Map<Integer, Integer> words, Buffers buffers) {
        words.forEach(
                (token, place) -> buffers.words.copyRow(place, decoder.weights().words(), token));
        decoder.cell().read(buffers.words.rows(0, words.size()), buffers.wordGates.rows(0, words.size()));
    }

    /** Memory of one call. */
    private static final class Buffers {

        private final Matrix images;
        private final Matrix gates;
        private final Matrix cell;
        private final Matrix hidden;
        private final Matrix projected;
        private final Matrix logits;
        private final Matrix words;
        private final Matrix wordGates;
        private final float[] scores;

        Buffers(DecoderShape shape, int sentences, int wordCount) {
            images = Matrix.zeros(sentences, shape.embedding());
            gates = Matrix.zeros(sentences, shape.gates());
            cell = Matrix.zeros(sentences, shape.hidden());
            hidden = Matrix.zeros(sentences, shape.hidden());
            projected = Matrix.zeros(sentences, shape.embedding());
            logits = Matrix.zeros(sentences, shape.tokens());
            words = Matrix.zeros(wordCount, shape.embedding());
            wordGates = Matrix.zeros(wordCount, shape.gates());
            scores = new float[shape.tokens()];
        }

        boolean hold(int sentences, int wordCount) {
            return gates.rows() >= sentences && words.rows() >= wordCount;
        }

        void start() {
            cell.clear();
            hidden.clear();
        }
    }
}
