package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.config.PassLimits;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class TransactionLimitTest {

    @Test
    void shouldTakeWhatEveryBrokerAllows() {
        assertThat(TransactionLimit.shortest(List.of(broker(900_000), broker(60_000), broker(120_000))))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void shouldTakeTheDefaultIfBrokersDoNotTell() {
        assertThat(TransactionLimit.shortest(List.of(new Config(List.of())))).isEqualTo(PassLimits.LONGEST_TRANSACTION);
    }

    private static Config broker(long longestMs) {
        return new Config(List.of(new ConfigEntry("transaction.max.timeout.ms", Long.toString(longestMs))));
    }
}
