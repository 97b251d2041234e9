package io.fourfold.model.decoder;

import io.fourfold.model.linear.Matrix;

/**
 * One step of a long short-term memory (Hochreiter and Schmidhuber 1997, with forget gates) over several rows at once, and its
 * gradient. Holds no state of its own: safe for concurrent callers.
 */
final class LstmCell {

    private final Matrix gateBias;
    private final WeightProduct inputToGates;
    private final WeightProduct hiddenToGates;
    private final LstmGates squash;
    private final int hidden;

    /**
     * @param inputToGates product by {@link DecoderWeights#inputToGates}
     * @param hiddenToGates product by {@link DecoderWeights#hiddenToGates}
     * @param squash the gates
     */
    LstmCell(DecoderWeights weights, WeightProduct inputToGates, WeightProduct hiddenToGates, LstmGates squash) {
        this.gateBias = weights.gateBias();
        this.inputToGates = inputToGates;
        this.hiddenToGates = hiddenToGates;
        this.squash = squash;
        this.hidden = weights.shape().hidden();
    }

    /**
     * Computes {@code gates = σ, σ, tanh, σ (x·Wx + h·Wh + b)}, {@code c' = f c + i g}, {@code h' = o tanh(c')}.
     *
     * @param input {@code [rows, embedding]}
     * @param hiddenBefore {@code [rows, hidden]}
     * @param cellBefore {@code [rows, hidden]}
     * @param gates receives the gates' activations, {@code [rows, 4 hidden]}
     * @param cell receives the new cell state, {@code [rows, hidden]}
     * @param hiddenAfter receives the new hidden state, {@code [rows, hidden]}
     */
    void forward(Matrix input, Matrix hiddenBefore, Matrix cellBefore, Matrix gates, Matrix cell, Matrix hiddenAfter) {
        read(input, gates);
        advance(hiddenBefore, cellBefore, gates, cell, hiddenAfter);
    }

    /** The input's part of {@link #forward}: {@code gates = x·Wx + b}. */
    void read(Matrix input, Matrix gates) {
        gates.fillRows(gateBias);
        inputToGates.add(input, gates);
    }

    /**
     * The rest of {@link #forward}. States before and after may be the same matrix.
     *
     * @param gates in: what {@link #read} made of the input; out: the gates' activations
     */
    void advance(Matrix hiddenBefore, Matrix cellBefore, Matrix gates, Matrix cell, Matrix hiddenAfter) {
        hiddenToGates.add(hiddenBefore, gates);
        float[] gate = new float[4 * hidden];
        float[] c = new float[hidden];
        float[] h = new float[hidden];
        for (int row = 0; row < gates.rows(); row++) {
            gates.read(row, gate);
            cellBefore.read(row, c);
            squash.apply(gate, c, h);
            gates.write(row, gate);
            cell.write(row, c);
            hiddenAfter.write(row, h);
        }
    }

    /**
     * Takes gradients back through the gates.
     *
     * @param gates in: the activations of {@link #forward}; out: the gradient before the activation, {@code [rows, 4 hidden]}
     * @param cellBefore cell state before the step
     * @param cell cell state after the step
     * @param hiddenGradient gradient of the new hidden state
     * @param cellGradient in: gradient of the new cell state that later steps sent; out: that of the cell state before
     */
    void backward(Matrix gates, Matrix cellBefore, Matrix cell, Matrix hiddenGradient, Matrix cellGradient) {
        float[] gate = new float[4 * hidden];
        float[] before = new float[hidden];
        float[] after = new float[hidden];
        float[] dh = new float[hidden];
        float[] dc = new float[hidden];
        for (int row = 0; row < gates.rows(); row++) {
            gates.read(row, gate);
            cellBefore.read(row, before);
            cell.read(row, after);
            hiddenGradient.read(row, dh);
            cellGradient.read(row, dc);
            for (int i = 0; i < hidden; i++) {
                float in = gate[i];
                float forget = gate[hidden + i];
                float candidate = gate[2 * hidden + i];
                float out = gate[3 * hidden + i];
                float squashed = Activation.tanh(after[i]);
                float d = dc[i] + dh[i] * out * (1 - squashed * squashed);
                gate[i] = d * candidate * in * (1 - in);
                gate[hidden + i] = d * before[i] * forget * (1 - forget);
                gate[2 * hidden + i] = d * in * (1 - candidate * candidate);
                gate[3 * hidden + i] = dh[i] * squashed * out * (1 - out);
                dc[i] = d * forget;
            }
            gates.write(row, gate);
            cellGradient.write(row, dc);
        }
    }
}
