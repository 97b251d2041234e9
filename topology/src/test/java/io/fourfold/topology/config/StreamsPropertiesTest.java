package io.fourfold.topology.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.search.SearchLimits;
import io.fourfold.topology.store.RocksMemory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {

    private static final String ADDRESS = "localhost:8080";

    @Test
    void shouldDescribePhotosExactlyOnce() {
        StreamsConfig config = new StreamsConfig(images(Map.of()));

        assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        assertThat(config.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("images-id");
        assertThat(config.getString(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG))
                .isEqualTo("photos.image.dead-letter");
    }

    @Test
    void shouldIndexOnlyWhatWasCommitted() {
        StreamsConfig config = new StreamsConfig(index(Map.of()));

        assertThat(config.getMainConsumerConfigs("group", "client", 0))
                .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        assertThat(config.getString(StreamsConfig.APPLICATION_SERVER_CONFIG)).isEqualTo(ADDRESS);
    }

    @Test
    void shouldHandOnKafkaProperties() {
        Properties properties = images(Map.of("kafka.security.protocol", "SSL", "kafka.commit.interval.ms", "250"));

        assertThat(properties).containsEntry("security.protocol", "SSL").containsEntry("commit.interval.ms", "250");
    }

    @Test
    void shouldNotLetPropertiesChangeDeliveryGuarantees() {
        Map<String, String> weaker = Map.of("kafka.processing.guarantee", "at_least_once");
        Map<String, String> stronger = Map.of("kafka.processing.guarantee", "exactly_once_v2");

        assertThat(images(weaker)).containsEntry("processing.guarantee", "exactly_once_v2");
        assertThat(index(stronger)).containsEntry("processing.guarantee", "at_least_once");
    }

    @Test
    void shouldKeepTransactionsOpenWhileClaimChecksAreFetched() {
        Map<String, String> fetching =
                Map.of("claim.check.prefixes", "https://photos.example.org/", "claim.check.timeout.ms", "15000");

        assertThat(transactionTimeout(images(fetching))).isEqualTo(40_000);
        assertThat(transactionTimeout(images(Map.of()))).isEqualTo(10_000);
    }

    @Test
    void shouldSearchExactlyOnceAndInSmallPortions() {
        SearchLimits limits = SearchLimits.standard();
        Properties search = properties(Map.of("kafka.processing.guarantee", "at_least_once"))
                .search("search-id", limits, Duration.ofSeconds(70));

        assertThat(search)
                .containsEntry("application.id", "search-id")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), limits.batch())
                .containsEntry(consumer(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), 70_000);
    }

    private static String consumer(String key) {
        return StreamsConfig.consumerPrefix(key);
    }

    @Test
    void shouldLeaveStandbysToTheGroupsConfigurationUnderTheStreamsProtocol() {
        Map<String, String> standbys = Map.of("index.standby.replicas", "1");
        Map<String, String> classic = Map.of("index.standby.replicas", "1", "group.protocol", "classic");

        assertThat(index(standbys)).doesNotContainKey(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG);
        assertThat(index(classic)).containsEntry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
    }

    @Test
    void shouldLeaveTheSessionTimeoutToTheGroupsConfigurationUnderTheStreamsProtocol() {
        String consumers = StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        Map<String, String> streams = Map.of("group.session.timeout.ms", "5000");
        Map<String, String> classic = Map.of("group.session.timeout.ms", "5000", "group.protocol", "classic");

        assertThat(index(streams)).doesNotContainKey(consumers);
        assertThat(index(classic)).containsEntry(consumers, 5_000);
        assertThat(index(Map.of("group.protocol", "classic"))).containsEntry(consumers, 10_000);
    }

    private static Object transactionTimeout(Properties images) {
        return images.get(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
    }

    private static Properties images(Map<String, String> settings) {
        return properties(settings).images("images-id");
    }

    private static Properties index(Map<String, String> settings) {
        try (RocksMemory memory = new RocksMemory()) {
            return properties(settings).index("index-id", ADDRESS, memory);
        }
    }

    private static StreamsProperties properties(Map<String, String> settings) {
        return new StreamsProperties(FourfoldConfig.from(settings), new FourfoldMetrics(new SimpleMeterRegistry()));
    }
}
