package io.fourfold.topology.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.store.RocksMemory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class ImagesApplicationTest {

    @Test
    void shouldBeNamedAfterItsNetworkAndTheVersionOfItsTopology() {
        assertThat(ImagesApplication.id("acme", "v2")).isEqualTo("acme-images-v2-t4");
    }

    @Test
    void shouldDescribePhotosExactlyOnce() {
        assertThat(properties(Map.of())).containsEntry("processing.guarantee", "exactly_once_v2");
    }

    @Test
    void shouldKeepTransactionsOpenForTheWaitingPhotosOfEachTask() {
        Map<String, String> oneThread = Map.of("image.threads", "1");

        assertThat(transactionTimeout(properties(oneThread, 12, Duration.ofMillis(2_600))))
                .isEqualTo(758_800);
        assertThat(transactionTimeout(properties(oneThread, 12, Duration.ofMillis(50))))
                .isEqualTo(130_000);
        assertThat(transactionTimeout(properties(Map.of("image.threads", "6"), 12, Duration.ofMillis(50))))
                .isEqualTo(30_000);
    }

    @Test
    void shouldKeepTransactionsOpenWhileUploadsWaitForSlowFetches() {
        Map<String, String> fetching = Map.of(
                "image.threads", "2",
                "claim.check.prefixes", "https://photos.example.org/");

        assertThat(transactionTimeout(properties(fetching, 3, Duration.ofMillis(50))))
                .isEqualTo(46_000);
    }

    @Test
    void shouldKeepTransactionsWithinWhatTheBrokersAllow() {
        FourfoldConfig config = FourfoldConfig.from(Map.of("image.threads", "1"));

        assertThat(transactionTimeout(
                        properties(config.withLongestTransaction(Duration.ofMinutes(1)), 100, Duration.ofSeconds(1))))
                .isEqualTo(60_000);
    }

    private static Object transactionTimeout(Properties properties) {
        return properties.get(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
    }

    private static Properties properties(Map<String, String> settings) {
        return properties(settings, 1, Duration.ZERO);
    }

    private static Properties properties(Map<String, String> settings, int partitions, Duration photo) {
        return properties(FourfoldConfig.from(settings), partitions, photo);
    }

    private static Properties properties(FourfoldConfig config, int partitions, Duration photo) {
        FourfoldMetrics metrics = new FourfoldMetrics(new SimpleMeterRegistry());
        try (RocksMemory memory = new RocksMemory()) {
            return ImagesApplication.properties(
                    "images-id", config, metrics, memory, partitions, new DescribingPace(photo));
        }
    }
}
