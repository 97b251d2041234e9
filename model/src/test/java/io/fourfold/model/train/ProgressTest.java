package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final SettableClock clock = new SettableClock();
    private final List<String> log = new ArrayList<>();
    private final Progress progress = new Progress(clock, log::add, "step", 100, 400);

    @Test
    void shouldSayHowFarHowWellHowFastAndHowLongStill() {
        progress.measure("loss per token", 3000, 1000);
        progress.measure("contrastive", 1.5, 1);
        progress.advance(2, 1);
        clock.advance(Duration.ofSeconds(20));

        progress.measure("loss per token", 5000, 1000);
        progress.measure("contrastive", 2.5, 1);
        progress.advance(2, 1);

        assertThat(log)
                .containsExactly(
                        "epoch 2, step 102 of 400: loss per token 4.0000, contrastive 2.0000, 0.1 steps/s, 50 min left");
    }

    @Test
    void shouldNotSaySoForEveryBatch() {
        for (int step = 101; step < 200; step++) {
            progress.advance(1, 1);
        }

        assertThat(log).isEmpty();
    }
}
