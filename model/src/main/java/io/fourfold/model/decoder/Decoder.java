package io.fourfold.model.decoder;

/**
 * The language half of the network: an LSTM that reads an image embedding as if it were the first word and then says the
 * caption (Vinyals et al. 2015). Training, likelihood, beam search and inversion all run {@link #step} and {@link #logits}.
 * Safe for concurrent callers as long as nobody changes the weights.
 */
public final class Decoder {

    private final DecoderWeights weights;
    private final LstmCell cell;

    public Decoder(DecoderWeights weights) {
        this.weights = weights;
        this.cell = new LstmCell(weights);
    }

    public DecoderWeights weights() {
        return weights;
    }

    public DecoderShape shape() {
        return weights.shape();
    }

    LstmCell cell() {
        return cell;
    }

    /** Advances as many rows as {@code input} has; see {@link LstmCell#forward}. */
    void step(Matrix input, Matrix hiddenBefore, Matrix cellBefore, Matrix gates, Matrix cellAfter, Matrix hidden) {
        cell.forward(input, hiddenBefore, cellBefore, gates, cellAfter, hidden);
    }

    /**
     * Scores every token as the next one.
     *
     * @param hidden state after a step, {@code [rows, hidden]}
     * @param projected receives the state in the space of the words, {@code [rows, embedding]}
     * @param logits receives the unnormalised log-probabilities, {@code [rows, tokens]}
     */
    void logits(Matrix hidden, Matrix projected, Matrix logits) {
        projected.fillRows(weights.projectionBias());
        Blas.addProduct(hidden, weights.projection(), projected);
        logits.fillRows(weights.outputBias());
        Blas.addProductTransposed(projected, weights.words(), logits);
    }
}
