package io.fourfold.model;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;

/**
 * How far apart two results of the same float32 arithmetic may lie when two kernels computed them. Kernels differ with the
 * instruction set, the library, the number of rows and the number of threads: they add in another order, and some fuse a
 * product with its addition. Each addition rounds by up to 2^-24 of what it adds up, so n of them by n times that; ten times
 * as much is allowed. A tolerance that is the same for small and large numbers would hold on some processors only.
 *
 * @param additions how many additions lie behind a value: the length of a sum, or of all sums in a row of layers together
 */
public record FloatTolerance(int additions) {

    private static final double ROUNDING = 0x1p-24;
    private static final int MARGIN = 10;

    public static FloatTolerance ofAdditions(int additions) {
        return new FloatTolerance(additions);
    }

    /** @param values what is compared; of sums whose terms cancel, the sum of the terms' absolute values */
    public Offset<Float> around(float... values) {
        return Assertions.within((float)
                of(IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray()));
    }

    /** As {@link #around(float...)}, of results that are summed up or stored as doubles. */
    public Offset<Double> around(double... values) {
        return Assertions.within(of(values));
    }

    /** The distance itself, for results that have to lead others by more. */
    public double of(double... values) {
        double largest = DoubleStream.of(values).map(Math::abs).max().orElseThrow();
        return MARGIN * additions * ROUNDING * largest;
    }
}
