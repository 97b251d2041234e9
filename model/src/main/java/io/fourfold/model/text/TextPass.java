package io.fourfold.model.text;

import io.fourfold.model.decoder.Activation;
import io.fourfold.model.decoder.SentenceBatch;
import io.fourfold.model.decoder.WeightProduct;
import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.List;

/**
 * Runs a {@link TextEncoder} over sentences and takes gradients back. Keeps its buffers from call to call; for one thread at a
 * time.
 */
public final class TextPass {

    private final TextEncoder encoder;
    private final WeightProduct input;
    private final WeightProduct hidden;
    private final int size;
    private SentenceBatch batch;
    private Matrix inputs;
    /** Reset, update and candidate activations; their gradients after the backward pass. */
    private Matrix gates;
    /** What the state adds to the gates; its gradients after the backward pass. */
    private Matrix recurrent;
    /** The state before each step. */
    private Matrix before;

    private Matrix inputGradient;

    public TextPass(TextEncoder encoder) {
        this(encoder, WeightProduct.of(encoder.input()), WeightProduct.of(encoder.hidden()));
    }

    /** By other ways to multiply with the encoder's weights. */
    TextPass(TextEncoder encoder, WeightProduct input, WeightProduct hidden) {
        this.encoder = encoder;
        this.input = input;
        this.hidden = hidden;
        this.size = encoder.size();
        allocate(0);
    }

    /**
     * Reads sentences.
     *
     * @param sentences tokens of each sentence
     * @param states receives the state after the last word of each, {@code [sentences, embedding]}
     */
    public void forward(List<int[]> sentences, Matrix states) {
        batch = new SentenceBatch(sentences, 0);
        int rows = words();
        if (inputs.rows() < rows) {
            allocate(rows + rows / 4);
        }
        for (int row = 0; row < rows; row++) {
            inputs.copyRow(row, encoder.words(), batch.input(batch.sentences() + row));
        }
        Matrix used = gates.rows(0, rows);
        used.fillRows(encoder.bias());
        input.add(inputs.rows(0, rows), used);
        states.clear();
        for (int step = 1; step < batch.steps(); step++) {
            runStep(step, states);
        }
    }

    /**
     * Takes gradients back through the last {@link #forward}, once.
     *
     * @param stateGradients of the states, {@code [sentences, embedding]}; overwritten
     * @param gradients added to
     * @param wordGradients of the word vectors, added to, {@code [tokens, embedding]}
     */
    public void backward(Matrix stateGradients, Parameters gradients, Matrix wordGradients) {
        for (int step = batch.steps() - 1; step >= 1; step--) {
            runStepBackwards(step, stateGradients);
        }
        int rows = words();
        Matrix gateGradients = gates.rows(0, rows);
        Blas.addTransposedProduct(inputs.rows(0, rows), gateGradients, gradients.get("text.input"));
        gradients.get("text.bias").addColumnSums(gateGradients);
        Blas.addTransposedProduct(before.rows(0, rows), recurrent.rows(0, rows), gradients.get("text.hidden"));
        Blas.productTransposed(gateGradients, encoder.input(), inputGradient.rows(0, rows));
        for (int row = 0; row < rows; row++) {
            wordGradients.addRow(batch.input(batch.sentences() + row), inputGradient, row);
        }
    }

    private void runStep(int step, Matrix states) {
        int first = firstRow(step);
        int rows = batch.rowsAt(step);
        for (int row = 0; row < rows; row++) {
            before.copyRow(first + row, states, batch.sentenceOf(row));
        }
        Matrix added = recurrent.rows(first, rows);
        added.clear();
        hidden.add(before.rows(first, rows), added);
        float[] gate = new float[3 * size];
        float[] add = new float[3 * size];
        float[] state = new float[size];
        for (int row = 0; row < rows; row++) {
            gates.read(first + row, gate);
            recurrent.read(first + row, add);
            before.read(first + row, state);
            for (int i = 0; i < size; i++) {
                float reset = Activation.sigmoid(gate[i] + add[i]);
                float update = Activation.sigmoid(gate[size + i] + add[size + i]);
                float candidate = Activation.tanh(gate[2 * size + i] + reset * add[2 * size + i]);
                gate[i] = reset;
                gate[size + i] = update;
                gate[2 * size + i] = candidate;
                state[i] = (1 - update) * candidate + update * state[i];
            }
            gates.write(first + row, gate);
            states.write(batch.sentenceOf(row), state);
        }
    }

    private void runStepBackwards(int step, Matrix stateGradients) {
        int first = firstRow(step);
        int rows = batch.rowsAt(step);
        float[] gate = new float[3 * size];
        float[] add = new float[3 * size];
        float[] state = new float[size];
        float[] gradient = new float[size];
        for (int row = 0; row < rows; row++) {
            gates.read(first + row, gate);
            recurrent.read(first + row, add);
            before.read(first + row, state);
            stateGradients.read(batch.sentenceOf(row), gradient);
            for (int i = 0; i < size; i++) {
                float reset = gate[i];
                float update = gate[size + i];
                float candidate = gate[2 * size + i];
                float d = gradient[i];
                float dCandidate = d * (1 - update) * (1 - candidate * candidate);
                float dUpdate = d * (state[i] - candidate) * update * (1 - update);
                float dReset = dCandidate * add[2 * size + i] * reset * (1 - reset);
                gate[i] = dReset;
                gate[size + i] = dUpdate;
                gate[2 * size + i] = dCandidate;
                add[i] = dReset;
                add[size + i] = dUpdate;
                add[2 * size + i] = dCandidate * reset;
                gradient[i] = d * update;
            }
            gates.write(first + row, gate);
            recurrent.write(first + row, add);
            stateGradients.write(batch.sentenceOf(row), gradient);
        }
        Matrix earlier = inputGradient.rows(first, rows);
        Blas.productTransposed(recurrent.rows(first, rows), encoder.hidden(), earlier);
        for (int row = 0; row < rows; row++) {
            stateGradients.addRow(batch.sentenceOf(row), earlier, row);
        }
    }

    private int firstRow(int step) {
        return batch.firstRow(step) - batch.sentences();
    }

    private int words() {
        return batch.totalRows() - batch.sentences();
    }

    private void allocate(int rows) {
        inputs = Matrix.zeros(rows, size);
        gates = Matrix.zeros(rows, 3 * size);
        recurrent = Matrix.zeros(rows, 3 * size);
        before = Matrix.zeros(rows, size);
        inputGradient = Matrix.zeros(rows, size);
    }
}
