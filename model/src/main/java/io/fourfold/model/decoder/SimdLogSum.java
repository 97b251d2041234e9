package io.fourfold.model.decoder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The logarithm of a sum of exponentials by SIMD: {@link Softmax#logSum}, to float32's precision. */
final class SimdLogSum {

    private static final VectorSpecies<Float> SPECIES = SimdExp.SPECIES;

    private SimdLogSum() {}

    static double of(float[] logits) {
        int bound = SPECIES.loopBound(logits.length);
        FloatVector maxima = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            maxima = maxima.max(FloatVector.fromArray(SPECIES, logits, i));
        }
        float max = maxima.reduceLanes(VectorOperators.MAX);
        for (int i = bound; i < logits.length; i++) {
            max = Math.max(max, logits[i]);
        }
        FloatVector sums = FloatVector.zero(SPECIES);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            sums = sums.add(SimdExp.of(FloatVector.fromArray(SPECIES, logits, i).sub(max)));
        }
        double sum = sums.reduceLanes(VectorOperators.ADD);
        for (int i = bound; i < logits.length; i++) {
            sum += FastExp.of(logits[i] - max);
        }
        return max + Math.log(sum);
    }
}
