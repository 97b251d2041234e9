package io.fourfold.model.decoder;

import io.fourfold.model.linear.Matrix;
import java.util.List;

/** Memory of sentences in the making, one row each; for one caller at a time. */
final class BeamBuffers {

    private final Matrix input;
    private final Matrix hidden;
    private final Matrix cell;
    private final Matrix gates;
    private final Matrix hiddenAfter;
    private final Matrix cellAfter;
    private final Matrix projected;
    private final Matrix logits;
    private final float[] scores;

    BeamBuffers(DecoderShape shape, int width) {
        input = Matrix.zeros(width, shape.embedding());
        hidden = Matrix.zeros(width, shape.hidden());
        cell = Matrix.zeros(width, shape.hidden());
        gates = Matrix.zeros(width, shape.gates());
        hiddenAfter = Matrix.zeros(width, shape.hidden());
        cellAfter = Matrix.zeros(width, shape.hidden());
        projected = Matrix.zeros(width, shape.embedding());
        logits = Matrix.zeros(width, shape.tokens());
        scores = new float[shape.tokens()];
    }

    void start(float[] embedding) {
        if (embedding.length != input.columns()) {
            throw new IllegalArgumentException(
                    "an image embedding has " + input.columns() + " numbers, not " + embedding.length);
        }
        input.write(0, embedding);
        hidden.clear();
        cell.clear();
    }

    /** Starts a sentence for each image embedding. */
    void start(Matrix embeddings) {
        input.copyRows(embeddings);
        hidden.clear();
        cell.clear();
    }

    void step(Decoder decoder, int rows) {
        Matrix after = hiddenAfter.rows(0, rows);
        decoder.step(
                input.rows(0, rows),
                hidden.rows(0, rows),
                cell.rows(0, rows),
                gates.rows(0, rows),
                cellAfter.rows(0, rows),
                after);
        decoder.logits(after, projected.rows(0, rows), logits.rows(0, rows));
    }

    /** Fills {@link #scores} with the log-probability of each token as a row's next. */
    void logProbabilities(int row) {
        logits.read(row, scores);
        Softmax.logProbabilities(scores, scores.length);
    }

    /** The probability of each token as a row's next, {@code [tokens]}, until the next call. */
    float[] probabilities(int row) {
        logits.read(row, scores);
        Softmax.probabilities(scores, scores.length);
        return scores;
    }

    float[] scores() {
        return scores;
    }

    /** Makes each row ready to continue one of the given sentences. */
    void proceed(Decoder decoder, List<Hypothesis> next) {
        for (int row = 0; row < next.size(); row++) {
            Hypothesis hypothesis = next.get(row);
            int[] words = hypothesis.words();
            input.copyRow(row, decoder.weights().words(), words[words.length - 1]);
            hidden.copyRow(row, hiddenAfter, hypothesis.parent());
            cell.copyRow(row, cellAfter, hypothesis.parent());
        }
    }
}
