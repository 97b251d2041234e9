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

    /** Starts a sentence for each image embedding. */
    void start(Decoder decoder, List<float[]> embeddings) {
        for (int row = 0; row < embeddings.size(); row++) {
            float[] embedding = embeddings.get(row);
            if (embedding.length != input.columns()) {
                throw new IllegalArgumentException(
                        "an image embedding has " + input.columns() + " numbers, not " + embedding.length);
            }
            input.write(row, embedding);
        }
        start(decoder, embeddings.size());
    }

    /** Starts a sentence for each image embedding. */
    void start(Decoder decoder, Matrix embeddings) {
        input.copyRows(embeddings);
        start(decoder, embeddings.rows());
    }

    private void start(Decoder decoder, int rows) {
        decoder.cell().read(input.rows(0, rows), gates.rows(0, rows));
        hidden.clear();
        cell.clear();
    }

    void step(Decoder decoder, int rows) {
        Matrix after = hiddenAfter.rows(0, rows);
        decoder.cell()
                .advance(hidden.rows(0, rows), cell.rows(0, rows), gates.rows(0, rows), cellAfter.rows(0, rows), after);
        decoder.logits(after, projected.rows(0, rows), logits.rows(0, rows));
    }

    /** Fills {@link #scores} with the log-probability of each token as a row's next. */
    void logProbabilities(Decoder decoder, int row) {
        logits.read(row, scores);
        float logSum = (float) decoder.logSum(scores);
        for (int token = 0; token < scores.length; token++) {
            scores[token] -= logSum;
        }
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
            input.copyRow(row, decoder.weights().words(), next.get(row).lastWord());
        }
        decoder.cell().read(input.rows(0, next.size()), gates.rows(0, next.size()));
        proceed(next);
    }

    /** As above, by what the words are known to contribute. */
    void proceed(WordGates known, List<Hypothesis> next) {
        for (int row = 0; row < next.size(); row++) {
            known.copy(next.get(row).lastWord(), gates, row);
        }
        proceed(next);
    }

    private void proceed(List<Hypothesis> next) {
        for (int row = 0; row < next.size(); row++) {
            Hypothesis hypothesis = next.get(row);
            hidden.copyRow(row, hiddenAfter, hypothesis.parent());
            cell.copyRow(row, cellAfter, hypothesis.parent());
        }
    }
}
