package io.fourfold.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LimitTableTest {

    private final StringWriter printed = new StringWriter();
    private final LimitTable table = new LimitTable(new PrintWriter(printed));

    @Test
    void shouldPrintEachFigureBesideItsLimit() {
        table.heading("searches");
        table.row("seconds", 12.34);
        table.atMost("p50", 100, 150);
        table.atLeast("a second", 20, 20);
        table.exactly("answers", 5, 5);

        assertThat(table.held()).isTrue();
        assertThat(printed.toString().lines().map(line -> line.trim().replaceAll(" +", " ")))
                .containsExactly(
                        "",
                        "searches measured limit",
                        "seconds 12.34",
                        "p50 100 150 held",
                        "a second 20 20 held",
                        "answers 5 5 held");
    }

    @Test
    void shouldRememberThatALimitWasMissed() {
        table.atMost("p50", 151, 150);
        table.atMost("p99", 300, 400);

        assertThat(table.held()).isFalse();
        assertThat(printed.toString()).contains("MISSED", "held");
    }

    @Test
    void shouldMissALimitByTooManyAsByTooFew() {
        table.exactly("answers", 6, 5);

        assertThat(table.held()).isFalse();
    }
}
