package io.fourfold.model.decoder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** LSTM gates by SIMD. */
final class SimdGates implements LstmGates {

    private static final VectorSpecies<Float> SPECIES = SimdExp.SPECIES;

    @Override
    public void apply(float[] gates, float[] cell, float[] hidden) {
        int size = hidden.length;
        int bound = SPECIES.loopBound(size);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            FloatVector in = sigmoid(FloatVector.fromArray(SPECIES, gates, i));
            FloatVector forget = sigmoid(FloatVector.fromArray(SPECIES, gates, size + i));
            FloatVector candidate = tanh(FloatVector.fromArray(SPECIES, gates, 2 * size + i));
            FloatVector out = sigmoid(FloatVector.fromArray(SPECIES, gates, 3 * size + i));
            FloatVector next =
                    forget.mul(FloatVector.fromArray(SPECIES, cell, i)).add(in.mul(candidate));
            in.intoArray(gates, i);
            forget.intoArray(gates, size + i);
            candidate.intoArray(gates, 2 * size + i);
            out.intoArray(gates, 3 * size + i);
            next.intoArray(cell, i);
            out.mul(tanh(next)).intoArray(hidden, i);
        }
        LstmGates.apply(gates, cell, hidden, bound);
    }

    private static FloatVector sigmoid(FloatVector x) {
        return FloatVector.broadcast(SPECIES, 1).div(SimdExp.of(x.neg()).add(1));
    }

    private static FloatVector tanh(FloatVector x) {
        return FloatVector.broadcast(SPECIES, 2)
                .div(SimdExp.of(x.mul(-2)).add(1))
                .sub(1);
    }
}
