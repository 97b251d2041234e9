package io.fourfold.model.decoder;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs the decoder over given sentences: how probable is each, given its image embedding, and what would make it more
 * probable? Keeps its buffers from call to call; for one thread at a time.
 */
public final class SentencePass {

    private final Decoder decoder;
    private final int endToken;
    private final boolean endAlone;
    private SentenceBuffers buffers;
    private SentenceBatch batch;
    private Dropout inputDropout;
    private Dropout outputDropout;

    /** @param endToken the token that every sentence ends with */
    public SentencePass(Decoder decoder, int endToken) {
        this(decoder, endToken, false);
    }

    private SentencePass(Decoder decoder, int endToken, boolean endAlone) {
        this.decoder = decoder;
        this.endToken = endToken;
        this.endAlone = endAlone;
        this.buffers = new SentenceBuffers(decoder.shape(), 0, 0);
    }

    /** A pass that tells how probable a token is after sentences, whatever these are themselves. */
    public static SentencePass ofNext(Decoder decoder, int token) {
        return new SentencePass(decoder, token, true);
    }

    /**
     * Computes each sentence's log-probability, end token included.
     *
     * @param embeddings one image embedding per sentence, {@code [sentences, embedding]}
     * @param sentences tokens of each sentence without the end token
     * @return natural logarithms, {@code [sentences]}
     */
    public double[] forward(Matrix embeddings, List<int[]> sentences) {
        return forward(embeddings, sentences, 0, new SplittableRandom(0));
    }

    /** As above, with part of the words read and of the states said from left out, for training. */
    public double[] forward(Matrix embeddings, List<int[]> sentences, double dropout, SplittableRandom random) {
        batch = new SentenceBatch(sentences, endToken);
        int rows = batch.totalRows();
        if (!buffers.hold(rows, batch.sentences())) {
            buffers = new SentenceBuffers(decoder.shape(), rows + rows / 4, batch.sentences());
        }
        DecoderShape shape = decoder.shape();
        int words = rows - batch.sentences();
        inputDropout = dropout > 0 ? Dropout.draw(words, shape.embedding(), dropout, random) : null;
        outputDropout = dropout > 0 ? Dropout.draw(rows, shape.hidden(), dropout, random) : null;
        readInputs(embeddings);
        for (int step = 0; step < batch.steps(); step++) {
            runStep(step);
        }
        Matrix said = buffers.said.rows(0, rows);
        said.copyRows(buffers.hidden.rows(0, rows));
        if (outputDropout != null) {
            outputDropout.apply(said);
        }
        decoder.logits(said, buffers.projected.rows(0, rows), buffers.logits.rows(0, rows));
        return probabilities();
    }

    /** As below, with the same scale for every sentence. */
    public void backward(float scale, DecoderWeights gradients, Matrix embeddingGradients) {
        backward(evenly(scale), gradients, embeddingGradients);
    }

    /** As below, for the gradients of the embeddings alone. */
    public void backward(Matrix embeddingGradients) {
        backward(evenly(1), embeddingGradients);
    }

    /**
     * Takes the gradient of {@code Σ scale · -log p} back through the last {@link #forward}, once.
     *
     * @param scales of each sentence, {@code [sentences]}
     * @param gradients what to add the weights' gradients to
     * @param embeddingGradients receives the image embeddings' gradients, {@code [sentences, embedding]}
     */
    public void backward(float[] scales, DecoderWeights gradients, Matrix embeddingGradients) {
        backward(scales, embeddingGradients);
        addWeightGradients(gradients);
    }

    private void backward(float[] scales, Matrix embeddingGradients) {
        int rows = batch.totalRows();
        Matrix logits = buffers.logits.rows(0, rows);
        Matrix projected = buffers.projectedGradient.rows(0, rows);
        Matrix hidden = buffers.hiddenGradient.rows(0, rows);
        subtractTargets(scales, logits);
        Blas.product(logits, decoder.weights().words(), projected);
        Blas.productTransposed(projected, decoder.weights().projection(), hidden);
        if (outputDropout != null) {
            outputDropout.apply(hidden);
        }
        buffers.cellGradient.clear();
        for (int step = batch.steps() - 1; step >= 0; step--) {
            runStepBackwards(step);
        }
        Matrix gates = buffers.gates.rows(0, rows);
        Matrix inputs = buffers.inputGradient.rows(0, rows);
        Blas.productTransposed(gates, decoder.weights().inputToGates(), inputs);
        if (inputDropout != null) {
            inputDropout.apply(inputs.rows(batch.sentences(), rows - batch.sentences()));
        }
        for (int row = 0; row < batch.sentences(); row++) {
            embeddingGradients.copyRow(batch.sentenceOf(row), inputs, row);
        }
    }

    private float[] evenly(float scale) {
        float[] scales = new float[batch.sentences()];
        Arrays.fill(scales, scale);
        return scales;
    }

    private void readInputs(Matrix embeddings) {
        for (int row = 0; row < batch.totalRows(); row++) {
            if (row < batch.sentences()) {
                buffers.inputs.copyRow(row, embeddings, batch.sentenceOf(row));
            } else {
                buffers.inputs.copyRow(row, decoder.weights().words(), batch.input(row));
            }
        }
        if (inputDropout != null) {
            inputDropout.apply(buffers.inputs.rows(batch.sentences(), batch.totalRows() - batch.sentences()));
        }
    }

    private void runStep(int step) {
        decoder.step(
                at(buffers.inputs, step),
                before(buffers.hidden, step),
                before(buffers.cell, step),
                at(buffers.gates, step),
                at(buffers.cell, step),
                at(buffers.hidden, step));
    }

    private void runStepBackwards(int step) {
        Matrix gates = at(buffers.gates, step);
        decoder.cell()
                .backward(
                        gates,
                        before(buffers.cell, step),
                        at(buffers.cell, step),
                        at(buffers.hiddenGradient, step),
                        buffers.cellGradient.rows(0, batch.rowsAt(step)));
        if (step > 0) {
            Matrix earlier = buffers.hiddenGradient.rows(batch.firstRow(step - 1), batch.rowsAt(step));
            Blas.addProductTransposed(gates, decoder.weights().hiddenToGates(), earlier);
        }
    }

    private double[] probabilities() {
        double[] result = new double[batch.sentences()];
        int tokens = decoder.shape().tokens();
        float[] logits = new float[tokens];
        for (int step = 0; step < batch.steps(); step++) {
            for (int i = 0; i < batch.rowsAt(step); i++) {
                int row = batch.firstRow(step) + i;
                buffers.logits.read(row, logits);
                float target = logits[batch.target(row)];
                double logProbability = target - Softmax.probabilities(logits, tokens);
                if (counts(step, i)) {
                    result[batch.sentenceOf(i)] += logProbability;
                }
                buffers.logits.write(row, logits);
            }
        }
        return result;
    }

    private void subtractTargets(float[] scales, Matrix probabilities) {
        float[] values = new float[decoder.shape().tokens()];
        for (int step = 0; step < batch.steps(); step++) {
            for (int i = 0; i < batch.rowsAt(step); i++) {
                int row = batch.firstRow(step) + i;
                float scale = counts(step, i) ? scales[batch.sentenceOf(i)] : 0;
                probabilities.read(row, values);
                values[batch.target(row)] -= 1;
                for (int token = 0; token < values.length; token++) {
                    values[token] *= scale;
                }
                probabilities.write(row, values);
            }
        }
    }

    /** Whether the token that a row of a step predicts is asked for. */
    private boolean counts(int step, int row) {
        return !endAlone || step + 1 == batch.steps() || row >= batch.rowsAt(step + 1);
    }

    private void addWeightGradients(DecoderWeights gradients) {
        int rows = batch.totalRows();
        Matrix gates = buffers.gates.rows(0, rows);
        Matrix logits = buffers.logits.rows(0, rows);
        Matrix projected = buffers.projectedGradient.rows(0, rows);
        Blas.addTransposedProduct(logits, buffers.projected.rows(0, rows), gradients.words());
        gradients.outputBias().addColumnSums(logits);
        Blas.addTransposedProduct(buffers.said.rows(0, rows), projected, gradients.projection());
        gradients.projectionBias().addColumnSums(projected);
        Blas.addTransposedProduct(buffers.inputs.rows(0, rows), gates, gradients.inputToGates());
        gradients.gateBias().addColumnSums(gates);
        Matrix hiddenBefore = buffers.said.rows(0, rows);
        for (int step = 0; step < batch.steps(); step++) {
            at(hiddenBefore, step).copyRows(before(buffers.hidden, step));
        }
        Blas.addTransposedProduct(hiddenBefore, gates, gradients.hiddenToGates());
        for (int row = batch.sentences(); row < rows; row++) {
            gradients.words().addRow(batch.input(row), buffers.inputGradient, row);
        }
    }

    private Matrix at(Matrix packed, int step) {
        return packed.rows(batch.firstRow(step), batch.rowsAt(step));
    }

    private Matrix before(Matrix packed, int step) {
        int rows = batch.rowsAt(step);
        return step == 0 ? buffers.zeroState.rows(0, rows) : packed.rows(batch.firstRow(step - 1), rows);
    }
}
