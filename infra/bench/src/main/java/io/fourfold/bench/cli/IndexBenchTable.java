package io.fourfold.bench.cli;

import io.fourfold.bench.IndexBench;
import io.fourfold.bench.IndexBench.GraphFigures;
import io.fourfold.bench.IndexBench.RestoreFigures;
import io.fourfold.bench.IndexBench.StoreFigures;
import java.io.PrintWriter;
import java.util.List;

/** The store's figures, each beside its limit where there are enough photos for one. */
final class IndexBenchTable {

    private static final int LARGE = 1_000_000;
    private static final int MEDIUM = 100_000;
    private static final double LEAST_SPEEDUP = 6;
    private static final double MOST_BYTES = 450;
    private static final double MOST_WRITES = 5;
    private static final double MOST_SCANS = 12;

    private final LimitTable table;
    private final StoreFigures figures;

    IndexBenchTable(StoreFigures figures, PrintWriter out) {
        this.figures = figures;
        this.table = new LimitTable(out);
    }

    /** Prints the table; tells whether every limit was held. */
    boolean print() {
        boolean medium = figures.count() >= MEDIUM;
        boolean large = figures.count() >= LARGE;
        RestoreFigures restore = figures.restore();
        double exact = figures.exact().median();
        double query = figures.store().median();
        table.heading("%,d photos".formatted(figures.count()));
        table.row("exact scan, median, ms", exact);
        table.row("query, median, ms", query);
        atLeast(medium, "exact scan's median over the query's", exact / query, LEAST_SPEEDUP);
        atMost(
                medium,
                "query, 99th percentile, ms; limit: the exact scan's median",
                figures.store().percentile(0.99),
                exact);
        atLeast(medium, "recall@" + IndexBench.K, figures.recall(), large ? 0.99 : 1);
        atMost(large, "heap, bytes a photo", figures.heapBytes(), MOST_BYTES);
        table.row("heap, as the metric says, bytes a photo", figures.reportedBytes());
        table.row("restored, photos a second", figures.count() / restore.seconds());
        atMost(
                large,
                "restoring, s; limit: %.0f times RocksDB's own writing".formatted(MOST_WRITES),
                restore.seconds(),
                MOST_WRITES * restore.writeSeconds());
        atMost(
                large,
                "opened and answering after, s; limit: %.0f scans of its RocksDB".formatted(MOST_SCANS),
                restore.openSeconds(),
                MOST_SCANS * restore.scanSeconds());
        return table.held();
    }

    private void atMost(boolean judged, String name, double value, double limit) {
        if (judged) {
            table.atMost(name, value, limit);
        } else {
            table.row(name, value);
        }
    }

    private void atLeast(boolean judged, String name, double value, double limit) {
        if (judged) {
            table.atLeast(name, value, limit);
        } else {
            table.row(name, value);
        }
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
}
