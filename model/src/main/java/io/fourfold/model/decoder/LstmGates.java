package io.fourfold.model.decoder;

/** The part of an LSTM step that goes number by number. */
interface LstmGates {

    /**
     * Computes {@code c' = σ(forget) c + σ(in) tanh(candidate)} and {@code h' = σ(out) tanh(c')} of one row.
     *
     * @param gates in, forget, candidate, out, each {@code [hidden]}; replaced by their squashed values
     * @param cell the cell state, {@code [hidden]}; replaced by the new one
     * @param hidden receives the new hidden state, {@code [hidden]}
     */
    void apply(float[] gates, float[] cell, float[] hidden);

    /** As above from position {@code from} on, in plain Java. */
    static void apply(float[] gates, float[] cell, float[] hidden, int from) {
        int size = hidden.length;
        for (int i = from; i < size; i++) {
            float in = Activation.sigmoid(gates[i]);
            float forget = Activation.sigmoid(gates[size + i]);
            float candidate = Activation.tanh(gates[2 * size + i]);
            float out = Activation.sigmoid(gates[3 * size + i]);
            gates[i] = in;
            gates[size + i] = forget;
            gates[2 * size + i] = candidate;
            gates[3 * size + i] = out;
            cell[i] = forget * cell[i] + in * candidate;
            hidden[i] = out * Activation.tanh(cell[i]);
        }
    }

    /** In plain Java. */
    static LstmGates plain() {
        return (gates, cell, hidden) -> apply(gates, cell, hidden, 0);
    }
}
