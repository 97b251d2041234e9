package io.fourfold.infra.plan;

/** Queueing before several processors, for calls that come at random and take the same time each (M/D/c). */
final class Waiting {

    private Waiting() {}

    /**
     * Mean time before a processor is free: half of what it is with exponential times (Erlang C), which is exact for one
     * processor and close for more.
     *
     * @param busy part of their time that the processors work, below 1
     */
    static double seconds(int processors, double busy, double serviceSeconds) {
        if (busy >= 1) {
            return Double.POSITIVE_INFINITY;
        }
        return erlangC(processors, busy) * serviceSeconds / (2 * processors * (1 - busy));
    }

    /** Probability that all processors are taken. */
    private static double erlangC(int processors, double busy) {
        double offered = processors * busy;
        // Erlang B, by its recursion, which does not overflow.
        double blocked = 1;
        for (int i = 1; i <= processors; i++) {
            blocked = offered * blocked / (i + offered * blocked);
        }
        return blocked / (1 - busy * (1 - blocked));
    }
}
