package io.fourfold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.bench.ChaosQueries.Verdict;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of {@code fourfold bench chaos}; {@code -Dfourfold.chaos.cycles=20} makes it a long one. */
class ChaosIT {

    private static final int CYCLES = Integer.getInteger("fourfold.chaos.cycles", 2);

    @TempDir
    private Path directory;

    @Test
    void shouldAnswerRightOrSayWhatIsMissingWhileInstancesDieAndComeBack() throws Exception {
        try (Network network = ModelBundle.loadDefault()) {
            ChaosRun run = new ChaosRun(
                    network,
                    directory,
                    new ChaosRun.Settings(
                            3, 3, 300, "index", List.of(ChaosFault.KILL_INSTANCE), Duration.ofHours(1), 1));

            ChaosRun.Outcome outcome = run.run(CYCLES, cycle -> {});

            assertThat(outcome.wrong()).isEmpty();
            assertThat(outcome.cycles())
                    .hasSize(CYCLES)
                    .allSatisfy(
                            cycle -> assertThat(cycle.count(Verdict.COMPLETE)).isPositive());
        }
    }
}
