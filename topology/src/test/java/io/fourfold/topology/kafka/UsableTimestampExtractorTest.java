package io.fourfold.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsableTimestampExtractorTest {

    private static final long NOW = Duration.ofDays(20_000).toMillis();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final UsableTimestampExtractor extractor = new UsableTimestampExtractor(() -> NOW);

    @BeforeEach
    void setUp() {
        extractor.configure(Map.of(FourfoldMetrics.CONFIG_KEY, new FourfoldMetrics(registry)));
    }

    @Test
    void shouldKeepTimesThatCanBeWritten() {
        long ahead = NOW + UsableTimestampExtractor.AHEAD_AT_MOST.toMillis();

        assertThat(extract(0)).isZero();
        assertThat(extract(NOW)).isEqualTo(NOW);
        assertThat(extract(ahead)).isEqualTo(ahead);
        assertThat(registry.find("fourfold.timestamps.repaired").counters()).allMatch(counter -> counter.count() == 0);
    }

    @ParameterizedTest
    @CsvSource({"-1,missing", "-2,negative", "-9223372036854775808,negative", "9223372036854775807,future"})
    void shouldTakeTheTimeOfReadingForOtherTimes(long timestamp, String problem) {
        assertThat(extract(timestamp)).isEqualTo(NOW);
        assertThat(registry.get("fourfold.timestamps.repaired")
                        .tag("problem", problem)
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private long extract(long timestamp) {
        return extractor.extract(
                new ConsumerRecord<>(
                        "topic",
                        0,
                        0,
                        timestamp,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        "key",
                        "value",
                        new RecordHeaders(),
                        Optional.empty()),
                NOW - 1);
    }
}
