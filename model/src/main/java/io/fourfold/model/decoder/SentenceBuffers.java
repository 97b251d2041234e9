package io.fourfold.model.decoder;

import io.fourfold.model.linear.Matrix;

/** Memory of one pass over packed sentences; one row per predicted token unless it says otherwise. */
final class SentenceBuffers {

    final Matrix inputs;
    final Matrix inputGradient;
    /** Activations; their gradients after the backward pass. */
    final Matrix gates;

    final Matrix cell;
    /** One row per sentence. */
    final Matrix cellGradient;

    final Matrix hidden;
    final Matrix hiddenGradient;
    /** The hidden state that words are chosen from, after dropout. */
    final Matrix said;

    final Matrix projected;
    final Matrix projectedGradient;
    /** Logits, then probabilities, then gradients. */
    final Matrix logits;
    /** One row per sentence, never written. */
    final Matrix zeroState;

    SentenceBuffers(DecoderShape shape, int rows, int sentences) {
        inputs = Matrix.zeros(rows, shape.embedding());
        inputGradient = Matrix.zeros(rows, shape.embedding());
        gates = Matrix.zeros(rows, shape.gates());
        cell = Matrix.zeros(rows, shape.hidden());
        cellGradient = Matrix.zeros(sentences, shape.hidden());
        hidden = Matrix.zeros(rows, shape.hidden());
        hiddenGradient = Matrix.zeros(rows, shape.hidden());
        said = Matrix.zeros(rows, shape.hidden());
        projected = Matrix.zeros(rows, shape.embedding());
        projectedGradient = Matrix.zeros(rows, shape.embedding());
        logits = Matrix.zeros(rows, shape.tokens());
        zeroState = Matrix.zeros(sentences, shape.hidden());
    }

    boolean hold(int rows, int sentences) {
        return inputs.rows() >= rows && zeroState.rows() >= sentences;
    }
}
