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
        out.printf("%n%-58s %9s %9s%n", text, "measured", "limit");
        out.flush();
    }

    void row(String name, double value) {
        out.printf("%-58s %9.1f%n", name, value);
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
        out.printf("%-58s %9.1f %9.1f  %s%n", name, value, limit, holds ? "held" : "MISSED");
        out.flush();
        held &= holds;
    }
}
