package io.fourfold.model.decoder;

import io.fourfold.model.linear.Matrix;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What reading a word contributes to the gates, computed once for each word that is read: captions use few hundreds of them, 8 KB
 * each. Safe for concurrent callers.
 */
final class WordGates {

    private final Decoder decoder;
    private final AtomicReferenceArray<float[]> known;

    /** @param decoder whose weights will not change */
    WordGates(Decoder decoder) {
        this.decoder = decoder;
        this.known = new AtomicReferenceArray<>(decoder.shape().tokens());
    }

    void copy(int token, Matrix gates, int row) {
        float[] word = known.get(token);
        if (word == null) {
            word = compute(token);
            known.set(token, word);
        }
        gates.write(row, word);
    }

    private float[] compute(int token) {
        Matrix gates = Matrix.zeros(1, decoder.shape().gates());
        decoder.cell().read(decoder.weights().words().rows(token, 1), gates);
        return gates.toArray()[0];
    }
}
