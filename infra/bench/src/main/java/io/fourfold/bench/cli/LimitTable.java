package io.fourfold.bench.cli;

import java.io.PrintWriter;

/** Figures of a benchmark, each beside its limit. */
final class LimitTable {

    private final PrintWriter out;
    private boolean held = true;

    LimitTable(PrintWriter out) {
        this.out = out;
    }

    /** Whether every limit so far was held. */
    boolean held() {
        return held;
    }

    void heading(String text) {
        out.printf("%n%-66s %9s %9s%n", text, "measured", "limit");
        out.flush();
    }

    void row(String name, double value) {
        out.printf("%-66s %9s%n", name, number(value));
        out.flush();
    }

    void atMost(String name, double value, double limit) {
        row(name, value, limit, value <= limit);
    }

    void atLeast(String name, double value, double limit) {
        row(name, value, limit, value >= limit);
    }

    void exactly(String name, int value, int limit) {
        row(name, value, limit, value == limit);
    }

    private void row(String name, double value, double limit, boolean holds) {
        out.printf("%-66s %9s %9s  %s%n", name, number(value), number(limit), holds ? "held" : "MISSED");
        out.flush();
        held &= holds;
    }

    private static String number(double value) {
        return value >= 1_000
                ? "%,.0f".formatted(value)
                : value == Math.rint(value) ? "%.0f".formatted(value) : "%.4g".formatted(value);
    }
}
