package io.fourfold.topology.similarity;

import java.util.Set;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** SIMD by the Vector API (JEP 414). Java 17's has no fused operations on bytes, so these are widened first. */
final class PanamaKernel implements ScanKernel {

    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    /** A quarter of a vector must be a vector too, and a row of codes a number of whole vectors. */
    private static final Set<Integer> SUPPORTED_BITS = Set.of(256, 512);

    /**
     * Parts of a vector. Constants, since the compiler makes instructions of calls only for those; apart, since some
     * processors' vectors have no such parts.
     */
    private static final class Parts {

        static final VectorSpecies<Short> HALF_SHORTS = VectorSpecies.of(short.class, shape(2));
        static final VectorSpecies<Byte> HALF_BYTES = VectorSpecies.of(byte.class, shape(2));
        static final VectorSpecies<Byte> QUARTER_BYTES = VectorSpecies.of(byte.class, shape(4));

        private static VectorShape shape(int part) {
            return VectorShape.forBitSize(INTS.vectorBitSize() / part);
        }
    }

    private final PlainKernel plain = new PlainKernel();

    /** Whether this processor's vectors have a length that fits. */
    static boolean supported() {
        return SUPPORTED_BITS.contains(INTS.vectorBitSize());
    }

    @Override
    public void dots(byte[] heads, int from, short[] query, short[] dots) {
        int lanes = SHORTS.length();
        // Two sums at a time: one would wait for itself.
        for (int slot = 0; slot < GROUP; slot += 2 * lanes) {
            ShortVector sum0 = ShortVector.zero(SHORTS);
            ShortVector sum1 = ShortVector.zero(SHORTS);
            for (int i = 0; i < HEAD; i++) {
                int place = from + i * GROUP + slot;
                sum0 = sum0.add(shorts(heads, place).mul(query[i]));
                sum1 = sum1.add(shorts(heads, place + lanes).mul(query[i]));
            }
            sum0.intoArray(dots, slot);
            sum1.intoArray(dots, slot + lanes);
        }
    }

    @Override
    public long reaching(
            HeadQuery query, short[] dots, float[] headErrors, float[] tailLengths, int from, float least) {
        // The sign of a difference tells what a comparison would, whose mask Java 17 makes an array of.
        IntVector missing = IntVector.broadcast(INTS, -1);
        for (int slot = 0; slot < GROUP; slot += FLOATS.length()) {
            FloatVector dot = (FloatVector)
                    ShortVector.fromArray(Parts.HALF_SHORTS, dots, slot).convertShape(VectorOperators.S2F, FLOATS, 0);
            FloatVector most = dot.mul(query.perProduct())
                    .add(query.error())
                    .add(FloatVector.fromArray(FLOATS, headErrors, from + slot).mul(query.headLength()))
                    .add(FloatVector.fromArray(FLOATS, tailLengths, from + slot).mul(query.tailLength()));
            missing = missing.and(most.sub(least).reinterpretAsInts());
        }
        if (missing.reduceLanes(VectorOperators.AND) < 0) {
            return 0;
        }
        // Few groups come this far.
        return plain.reaching(query, dots, headErrors, tailLengths, from, least);
    }

    @Override
    public int dot(byte[] codes, int offset, int[] query) {
        IntVector sum = IntVector.zero(INTS);
        for (int i = 0; i < query.length; i += INTS.length()) {
            IntVector numbers = (IntVector) ByteVector.fromArray(Parts.QUARTER_BYTES, codes, offset + i)
                    .convertShape(VectorOperators.B2I, INTS, 0);
            sum = sum.add(numbers.mul(IntVector.fromArray(INTS, query, i)));
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    @Override
    public void project(float[] byNumber, float[] vector, float[] head) {
        int lanes = FLOATS.length();
        for (int axis = 0; axis < HEAD; axis += 2 * lanes) {
            FloatVector sum0 = FloatVector.zero(FLOATS);
            FloatVector sum1 = FloatVector.zero(FLOATS);
            for (int i = 0; i < vector.length; i++) {
                int place = i * HEAD + axis;
                sum0 = sum0.add(FloatVector.fromArray(FLOATS, byNumber, place).mul(vector[i]));
                sum1 = sum1.add(
                        FloatVector.fromArray(FLOATS, byNumber, place + lanes).mul(vector[i]));
            }
            sum0.intoArray(head, axis);
            sum1.intoArray(head, axis + lanes);
        }
    }

    @Override
    public void subtract(float[] byAxis, float[] head, float[] vector) {
        int size = vector.length;
        int lanes = FLOATS.length();
        int pairs = size / (2 * lanes) * 2 * lanes;
        for (int i = 0; i < pairs; i += 2 * lanes) {
            FloatVector left0 = FloatVector.fromArray(FLOATS, vector, i);
            FloatVector left1 = FloatVector.fromArray(FLOATS, vector, i + lanes);
            for (int axis = 0; axis < HEAD; axis++) {
                int place = axis * size + i;
                left0 = left0.sub(FloatVector.fromArray(FLOATS, byAxis, place).mul(head[axis]));
                left1 = left1.sub(
                        FloatVector.fromArray(FLOATS, byAxis, place + lanes).mul(head[axis]));
            }
            left0.intoArray(vector, i);
            left1.intoArray(vector, i + lanes);
        }
        for (int axis = 0; axis < HEAD; axis++) {
            for (int i = pairs; i < size; i++) {
                vector[i] -= byAxis[axis * size + i] * head[axis];
            }
        }
    }

    private static ShortVector shorts(byte[] numbers, int place) {
        return (ShortVector)
                ByteVector.fromArray(Parts.HALF_BYTES, numbers, place).convertShape(VectorOperators.B2S, SHORTS, 0);
    }
}
