package io.fourfold.model.decoder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The exponential function of {@link FastExp} by SIMD, of numbers from -80 to 80; as at these bounds beyond them. */
final class SimdExp {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Beyond this a sigmoid is 0 or 1 in float32 and the exponential still finite. */
    private static final float LARGEST = 80;

    /** Adding it rounds to a whole number, which then lies in the lowest bits. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final int EXPONENT_SHIFT = 23;

    private SimdExp() {}

    static FloatVector of(FloatVector x) {
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
