package io.fourfold.model.decoder;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import java.util.function.ToDoubleFunction;

/**
 * The language half of the network: an LSTM that reads an image embedding as if it were the first word and then says the
 * caption (Vinyals et al. 2015). Training, likelihood, beam search and inversion all run its one {@link LstmCell} and
 * {@link #logits}.
 * Safe for concurrent callers as long as nobody changes the weights.
 */
public final class Decoder {

    private final DecoderWeights weights;
    private final LstmCell cell;
    private final WeightProduct projection;
    private final WeightProduct words;
    private final ToDoubleFunction<float[]> logSum;
    private final boolean frozen;

    /** A decoder that follows every change of its weights; its products are BLAS. */
    public Decoder(DecoderWeights weights) {
        this(
                weights,
                new LstmCell(
                        weights,
                        WeightProduct.of(weights.inputToGates()),
                        WeightProduct.of(weights.hiddenToGates()),
                        LstmGates.plain()),
                WeightProduct.of(weights.projection()),
                (values, into) -> Blas.addProductTransposed(values, weights.words(), into),
                scores -> Softmax.logSum(scores, scores.length),
                false);
    }

    private Decoder(
            DecoderWeights weights,
            LstmCell cell,
            WeightProduct projection,
            WeightProduct words,
            ToDoubleFunction<float[]> logSum,
            boolean frozen) {
        this.weights = weights;
        this.cell = cell;
        this.projection = projection;
        this.words = words;
        this.logSum = logSum;
        this.frozen = frozen;
    }

    /**
     * A decoder of the same weights as they are now that advances few rows faster, if the JVM has the Vector API (started with
     * {@code --add-modules jdk.incubator.vector}); else this one.
     */
    public Decoder frozen() {
        if (frozen || !canFreeze()) {
            return this;
        }
        return new Decoder(
                weights,
                new LstmCell(
                        weights,
                        PackedProduct.of(weights.inputToGates()),
                        PackedProduct.of(weights.hiddenToGates()),
                        new SimdGates()),
                PackedProduct.of(weights.projection()),
                PackedProduct.ofTransposed(weights.words()),
                SimdLogSum::of,
                true);
    }

    static boolean canFreeze() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    public DecoderWeights weights() {
        return weights;
    }

    public DecoderShape shape() {
        return weights.shape();
    }

    /** Logarithm of the sum of the exponentials, so that {@code logit - result} is a token's log-probability. */
    double logSum(float[] logits) {
        return logSum.applyAsDouble(logits);
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
        projection.add(hidden, projected);
        logits.fillRows(weights.outputBias());
        words.add(projected, logits);
    }
}
