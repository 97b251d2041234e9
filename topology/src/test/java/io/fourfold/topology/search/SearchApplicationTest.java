package io.fourfold.topology.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class SearchApplicationTest {

    @Test
    void shouldSearchExactlyOnceAndInSmallPortions() {
        SearchLimits limits = SearchLimits.standard();
        FourfoldMetrics metrics = new FourfoldMetrics(new SimpleMeterRegistry());

        Properties properties = SearchApplication.properties(
                "search-id", FourfoldConfig.from(Map.of()), metrics, limits, 3, new SearchPace(Duration.ofSeconds(20)));

        assertThat(properties)
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), limits.batch())
                .containsEntry(consumer(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), 380_000)
                .containsEntry(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 190_000);
    }

    private static String consumer(String key) {
        return StreamsConfig.consumerPrefix(key);
    }
}
