package io.fourfold.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.bench.IndexBench.StoreFigures;
import io.fourfold.bench.Latencies;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class IndexBenchTableTest {

    private final StringWriter printed = new StringWriter();

    @Test
    void shouldPrintEveryLimitBesideItsFigure() {
        assertThat(table(figures(1_000_000, 55, 8, 0.999)).print(new PrintWriter(printed)))
                .isTrue();
        assertThat(printed.toString())
                .contains("1,000,000 photos")
                .contains("<= 12 held")
                .contains("<= 25 held")
                .contains(">= 0.9900 held")
                .contains("<= 450 held")
                .doesNotContain("MISSED");
    }

    @Test
    void shouldTellThatALimitWasMissed() {
        assertThat(table(figures(100_000, 5, 2, 0.999)).print(new PrintWriter(printed)))
                .isFalse();
        assertThat(printed.toString()).contains(">= 1 MISSED").contains("<= 6 held");
    }

    @Test
    void shouldHaveNoLimitsForOtherSizes() {
        assertThat(table(figures(5_000, 5, 200, 0.1)).print(new PrintWriter(printed)))
                .isTrue();
        assertThat(printed.toString()).doesNotContain("held");
    }

    private static IndexBenchTable table(StoreFigures figures) {
        return new IndexBenchTable(figures);
    }

    private static StoreFigures figures(int count, double exact, double query, double recall) {
        return new StoreFigures(
                count,
                new Latencies(new double[] {exact}),
                new Latencies(new double[] {query}),
                recall,
                440,
                438,
                120_000,
                6);
    }
}
