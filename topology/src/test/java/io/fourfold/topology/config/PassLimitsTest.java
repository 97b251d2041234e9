package io.fourfold.topology.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PassLimitsTest {

    private static final Duration LONGEST = PassLimits.LONGEST_TRANSACTION;

    @Test
    void shouldAllowATurnOfEachTaskOfAThread() {
        assertThat(PassLimits.of(12, 1, Duration.ofSeconds(3), LONGEST).transactionTimeout())
                .isEqualTo(PassLimits.COMMIT.plusSeconds(36));
        assertThat(PassLimits.of(12, 5, Duration.ofSeconds(3), LONGEST).transactionTimeout())
                .isEqualTo(PassLimits.COMMIT.plusSeconds(9));
    }

    @Test
    void shouldStayBelowWhatBrokersAllow() {
        assertThat(PassLimits.of(1_000, 1, Duration.ofSeconds(3), Duration.ofMinutes(1))
                        .transactionTimeout())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void shouldPollLessOftenThanAPassTakes() {
        assertThat(PassLimits.of(12, 1, Duration.ofSeconds(30), LONGEST).pollInterval())
                .isEqualTo(Duration.ofSeconds(740));
        assertThat(PassLimits.of(1, 1, Duration.ofSeconds(1), LONGEST).pollInterval())
                .isEqualTo(Duration.ofMinutes(5));
    }
}
