package io.fourfold.topology.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PassLimitsTest {

    @Test
    void shouldAllowATurnOfEachTaskOfAThread() {
        assertThat(PassLimits.of(12, 1, Duration.ofSeconds(3)).transactionTimeout())
                .isEqualTo(PassLimits.COMMIT.plusSeconds(36));
        assertThat(PassLimits.of(12, 5, Duration.ofSeconds(3)).transactionTimeout())
                .isEqualTo(PassLimits.COMMIT.plusSeconds(9));
    }

    @Test
    void shouldStayBelowWhatBrokersAllow() {
        assertThat(PassLimits.of(1_000, 1, Duration.ofSeconds(3)).transactionTimeout())
                .isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void shouldPollLessOftenThanAPassTakes() {
        assertThat(PassLimits.of(12, 1, Duration.ofSeconds(30)).pollInterval()).isEqualTo(Duration.ofSeconds(740));
        assertThat(PassLimits.of(1, 1, Duration.ofSeconds(1)).pollInterval()).isEqualTo(Duration.ofMinutes(5));
    }
}
