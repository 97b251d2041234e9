package io.fourfold.bench.cli;

import io.fourfold.bench.IndexBench;
import io.fourfold.bench.IndexBench.GraphFigures;
import io.fourfold.bench.IndexBench.StoreFigures;
import java.io.PrintWriter;
import java.util.List;

/** The store's figures, each beside its limit where there is one for so many photos. */
final class IndexBenchTable {

    private static final int LARGE = 1_000_000;
    private static final int MEDIUM = 100_000;

    private final StoreFigures figures;
    private boolean held = true;

    IndexBenchTable(StoreFigures figures) {
        this.figures = figures;
    }

    /** Prints the table; tells whether every limit was held. */
    boolean print(PrintWriter out) {
        double exact = figures.exact().median();
        double median = figures.store().median();
        double p99 = figures.store().percentile(0.99);
        out.printf("%n%,d photos%n", figures.count());
        row(out, "exact scan, median", exact, "ms");
        row(out, "query, median", median, "ms", figures.count() == LARGE ? 12 : Double.NaN);
        row(out, "query, 99th percentile", p99, "ms", limit(25, 6));
        least(
                out,
                "exact scan's median over the query's",
                exact / median,
                "",
                figures.count() == LARGE ? 3 : Double.NaN);
        least(out, "recall@" + IndexBench.K, figures.recall(), "", limit(0.99, 1));
        row(out, "heap", figures.heapBytes(), "bytes a photo", figures.count() == LARGE ? 450 : Double.NaN);
        row(out, "heap, as the metric says", figures.reportedBytes(), "bytes a photo");
        row(
                out,
                "opened and answering after",
                figures.restartSeconds(),
                "s",
                figures.count() == LARGE ? 10 : Double.NaN);
        least(out, "restore callback", figures.restored(), "photos/s", figures.count() == LARGE ? 100_000 : Double.NaN);
        out.flush();
        return held;
    }

    /** Prints the libraries' figures. */
    static void print(int count, List<GraphFigures> graphs, PrintWriter out) {
        out.printf("%n%,d photos, graphs%n", count);
        out.printf(
                "%-12s %9s %9s %9s %8s %9s %9s %13s%n",
                "", "build s", "open s", "explored", "recall", "p50 ms", "p99 ms", "bytes a photo");
        for (GraphFigures graph : graphs) {
            out.printf(
                    "%-12s %9.1f %9.2f %9d %8.4f %9.2f %9.2f %13.0f%n",
                    graph.name(),
                    graph.buildSeconds(),
                    graph.openSeconds(),
                    graph.explored(),
                    graph.recall(),
                    graph.latencies().median(),
                    graph.latencies().percentile(0.99),
                    graph.diskBytes());
        }
        out.flush();
    }

    private double limit(double large, double medium) {
        return switch (figures.count()) {
            case LARGE -> large;
            case MEDIUM -> medium;
            default -> Double.NaN;
        };
    }

    private void row(PrintWriter out, String name, double value, String unit) {
        out.printf("  %-38s %12s %-14s%n", name, number(value), unit);
    }

    private void row(PrintWriter out, String name, double value, String unit, double most) {
        row(out, name, value, unit, most, "<=", value <= most);
    }

    private void least(PrintWriter out, String name, double value, String unit, double least) {
        row(out, name, value, unit, least, ">=", value >= least);
    }

    private void row(PrintWriter out, String name, double value, String unit, double limit, String sign, boolean ok) {
        if (Double.isNaN(limit)) {
            row(out, name, value, unit);
            return;
        }
        held &= ok;
        out.printf(
                "  %-38s %12s %-14s %s %s %s%n",
                name, number(value), unit, sign, number(limit), ok ? "held" : "MISSED");
    }

    private static String number(double value) {
        return value >= 1_000
                ? "%,.0f".formatted(value)
                : value == Math.rint(value) ? "%.0f".formatted(value) : "%.4g".formatted(value);
    }
}
