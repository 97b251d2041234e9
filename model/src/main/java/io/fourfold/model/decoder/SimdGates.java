package io.fourfold.model.decoder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** LSTM gates by SIMD, with the exponential function of {@link FastExp}. */
final class SimdGates implements LstmGates {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Beyond this a sigmoid is 0 or 1 in float32 and the exponential still finite. */
    private static final float LARGEST = 80;

    /** Adding it rounds to a whole number, which then lies in the lowest bits. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final int EXPONENT_SHIFT = 23;

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
        return FloatVector.broadcast(SPECIES, 1).div(exp(x.neg()).add(1));
    }

    private static FloatVector tanh(FloatVector x) {
        return FloatVector.broadcast(SPECIES, 2).div(exp(x.mul(-2)).add(1)).sub(1);
    }

    private static FloatVector exp(FloatVector x) {
        FloatVector bounded = x.min(LARGEST).max(-LARGEST);
        FloatVector rounded = bounded.mul(FastExp.LOG2_E).add(ROUNDER);
        FloatVector power = rounded.sub(ROUNDER);
        FloatVector rest = bounded.sub(power.mul(FastExp.LN_2_HIGH)).sub(power.mul(FastExp.LN_2_LOW));
        FloatVector polynomial = FloatVector.broadcast(SPECIES, FastExp.C6);
        polynomial = polynomial.mul(rest).add(FastExp.C5);
        polynomial = polynomial.mul(rest).add(FastExp.C4);
        polynomial = polynomial.mul(rest).add(FastExp.C3);
        polynomial = polynomial.mul(rest).add(FastExp.C2);
        polynomial = polynomial.mul(rest).add(FastExp.C1);
        FloatVector fraction = polynomial.mul(rest).mul(rest).add(rest).add(1);
        IntVector exponent = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, EXPONENT_SHIFT);
        return fraction.reinterpretAsInts().add(exponent).reinterpretAsFloats();
    }
}
