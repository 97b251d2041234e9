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
    private final Progress progress = new Progress(clock, log::add, 100, 400);

    @Test
    void shouldSayHowFarHowFastAndHowLongStill() {
        progress.add(new BatchLoss(3000, 1000, 1.5, 0.5), 2, 101);
        clock.advance(Duration.ofSeconds(20));

        progress.add(new BatchLoss(5000, 1000, 2.5, 0.7), 2, 102);

        assertThat(log)
                .containsExactly(
                        "epoch 2, step 102 of 400: loss 4.000 per token, contrastive 2.000, reward 0.600, 100 tokens/s, 50 min left");
    }

    @Test
    void shouldNotSaySoForEveryBatch() {
        for (int step = 101; step < 200; step++) {
            progress.add(new BatchLoss(1, 1, 0, 0), 1, step);
        }

        assertThat(log).isEmpty();
    }
}
