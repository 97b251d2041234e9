package io.fourfold.model.decoder;

/**
 * Sizes of a decoder.
 *
 * @param tokens tokens that it can say, special ones included
 * @param embedding length of word vectors and of the image embedding, which share the input
 * @param hidden length of the LSTM's state
 */
public record DecoderShape(int tokens, int embedding, int hidden) {

    /** The LSTM's four gates side by side: input, forget, candidate, output. */
    public int gates() {
        return 4 * hidden;
    }
}
