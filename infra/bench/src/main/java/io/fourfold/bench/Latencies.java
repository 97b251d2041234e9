package io.fourfold.bench;

import java.util.Arrays;

/** Times of many calls, in milliseconds. */
public record Latencies(double[] sorted) {

    /** Something that is timed. */
    interface Call<T> {
        T run() throws Exception;
    }

    /** Remembers how long calls take. */
    static final class Stopwatch {

        private final double[] times;
        private int calls;

        /** @param most calls that will be made */
        Stopwatch(int most) {
            times = new double[most];
        }

        <T> T time(Call<T> call) throws Exception {
            long start = System.nanoTime();
            T result = call.run();
            times[calls++] = (System.nanoTime() - start) / 1e6;
            return result;
        }

        Latencies stop() {
            return of(Arrays.copyOf(times, calls));
        }
    }

    /** From times in any order. */
    static Latencies of(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    /** The time that this share of the calls keeps within. */
    public double percentile(double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    public double median() {
        return percentile(0.5);
    }
}
