package io.fourfold.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.bench.IndexBench.RestoreFigures;
import io.fourfold.bench.IndexBench.StoreFigures;
import io.fourfold.bench.Latencies;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class IndexBenchTableTest {

    private final StringWriter printed = new StringWriter();

    @Test
    void shouldPrintEveryLimitBesideItsFigure() {
        assertThat(print(1_000_000, 0.999, new RestoreFigures(10, 4, 6, 1))).isTrue();
        assertThat(printed.toString())
                .contains("1,000,000 photos")
                .containsPattern("over the query's +10 +6  held")
                .containsPattern("99th percentile, ms; limit: the exact scan's median +8 +80  held")
                .containsPattern("recall@10 +0.9990 +0.9900  held")
                .containsPattern("heap, bytes a photo +440 +450  held")
                .containsPattern("restoring, s; limit: 5 times RocksDB's own writing +10 +20  held")
                .containsPattern("after, s; limit: 12 scans of its RocksDB +6 +12  held");
    }

    @Test
    void shouldTellThatALimitWasMissed() {
        assertThat(print(1_000_000, 0.999, new RestoreFigures(10, 1, 6, 1))).isFalse();
        assertThat(printed.toString()).containsPattern("writing +10 +5  MISSED");
    }

    @Test
    void shouldWantEveryHitOfAHundredThousandPhotos() {
        assertThat(print(100_000, 0.999, new RestoreFigures(10, 1, 6, 1))).isFalse();
        assertThat(printed.toString()).containsPattern("recall@10 +0.9990 +1  MISSED");
    }

    @Test
    void shouldHaveNoLimitsForFewPhotos() {
        assertThat(print(5_000, 0.1, new RestoreFigures(10, 1, 6, 1))).isTrue();
        assertThat(printed.toString()).doesNotContain("held");
    }

    private boolean print(int count, double recall, RestoreFigures restore) {
        StoreFigures figures = new StoreFigures(
                count, new Latencies(new double[] {80}), new Latencies(new double[] {8}), recall, 440, 438, restore);
        return new IndexBenchTable(figures, new PrintWriter(printed)).print();
    }
}
