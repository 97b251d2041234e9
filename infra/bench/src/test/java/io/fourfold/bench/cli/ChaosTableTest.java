package io.fourfold.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.bench.ChaosBench.Cycle;
import io.fourfold.bench.ChaosFault;
import io.fourfold.bench.ChaosQueries.Verdict;
import io.fourfold.bench.ChaosRun.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChaosTableTest {

    private final StringWriter printed = new StringWriter();
    private final ChaosTable table = new ChaosTable(new PrintWriter(printed));

    @Test
    void shouldPrintEveryLimitBesideItsFigure() {
        assertThat(table.summary(new Outcome(
                        List.of(cycle(3), cycle(10), cycle(1)),
                        List.of(),
                        40,
                        List.of(),
                        List.of(),
                        7,
                        List.of(),
                        List.of())))
                .isTrue();
        assertThat(printed.toString())
                .containsPattern("answers complete and right +300")
                .containsPattern("wrong answers +0 +0  held")
                .containsPattern("median, s +3\\R")
                .containsPattern("longest, s; limit: 2 median starts +10 +10  held")
                .containsPattern("of 40 uploaded +0 +0  held")
                .containsPattern("photos otherwise in a topic than without faults +0 +0  held")
                .containsPattern("overtook them +7\\R")
                .containsPattern("deleted photos back +0 +0  held")
                .containsPattern("deleted photos back for a while +0 +0  held");
    }

    @Test
    void shouldTellWhichLimitWasMissed() {
        assertThat(table.summary(new Outcome(
                        List.of(cycle(11)),
                        List.of("about photo-1"),
                        40,
                        List.of("upload-7"),
                        List.of("upload-8"),
                        0,
                        List.of("upload-9"),
                        List.of(Duration.ofSeconds(2)))))
                .isFalse();
        assertThat(printed.toString())
                .contains("wrong: about photo-1")
                .contains("lost: upload-7")
                .contains("differs: upload-8")
                .contains("back: upload-9")
                .containsPattern("wrong answers +1 +0  MISSED")
                .containsPattern("starts +11 +10  MISSED")
                .containsPattern("uploaded +1 +0  MISSED")
                .containsPattern("for a while +1 +0  MISSED");
    }

    @Test
    void shouldNumberTheCycles() {
        table.cycle(cycle(1));
        table.cycle(cycle(2));

        assertThat(printed.toString().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("cycle"))
                .anyMatch(line -> line.startsWith("1     kill-instance   instance-0"))
                .anyMatch(line -> line.startsWith("2     kill-instance   instance-0"));
    }

    private static Cycle cycle(int wholeSeconds) {
        return new Cycle(
                ChaosFault.KILL_INSTANCE,
                "instance-0",
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Optional.of(Duration.ofSeconds(wholeSeconds)),
                Map.of(Verdict.COMPLETE, 100));
    }
}
