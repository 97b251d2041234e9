package io.fourfold.topology.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.error.DeadLetterDeserializationHandler;
import io.fourfold.topology.error.DeadLetterProcessingHandler;
import io.fourfold.topology.error.FailedSendHandler;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.UsableTimestampExtractor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {

    private static final String SESSION_TIMEOUT =
            StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);

    @Test
    void shouldConfigureKafkaStreams() {
        StreamsConfig config = new StreamsConfig(of(Map.of()).exactlyOnce());

        assertThat(config.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("application");
        assertThat(config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG)).isEqualTo(3);
        assertThat(config.getString(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG))
                .isEqualTo("photos.image.dead-letter");
    }

    @Test
    void shouldDecideItselfWhoseFaultAFailureIs() {
        StreamsConfig config = new StreamsConfig(of(Map.of()).atLeastOnce());

        assertThat(config.deserializationExceptionHandler()).isInstanceOf(DeadLetterDeserializationHandler.class);
        assertThat(config.processingExceptionHandler()).isInstanceOf(DeadLetterProcessingHandler.class);
        assertThat(config.productionExceptionHandler()).isInstanceOf(FailedSendHandler.class);
    }

    @Test
    void shouldTakeRecordsOfAnyTimestamp() {
        assertThat(new StreamsConfig(of(Map.of()).atLeastOnce()).defaultTimestampExtractor())
                .isInstanceOf(UsableTimestampExtractor.class);
    }

    @Test
    void shouldLetConfiguredKafkaPropertiesWin() {
        StreamsProperties properties = of(Map.of("kafka.security.protocol", "SSL", "kafka.commit.interval.ms", "250"));

        assertThat(properties.with(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500).exactlyOnce())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("commit.interval.ms", "250");
    }

    @Test
    void shouldPreferThoseOfItsRoleAndLeaveAloneThoseOfOthers() {
        Map<String, String> settings = Map.of(
                "kafka.fetch.max.wait.ms", "100",
                "images.kafka.fetch.max.wait.ms", "200",
                "search.kafka.client.rack", "a");

        assertThat(of(settings).exactlyOnce())
                .containsEntry("fetch.max.wait.ms", "200")
                .doesNotContainKey("client.rack");
    }

    @Test
    void shouldNotLetConfiguredPropertiesChangeDeliveryGuarantees() {
        Map<String, String> weaker = Map.of("kafka.processing.guarantee", "at_least_once");
        Map<String, String> stronger = Map.of("kafka.processing.guarantee", "exactly_once_v2");

        assertThat(of(weaker).exactlyOnce()).containsEntry("processing.guarantee", "exactly_once_v2");
        assertThat(of(stronger).atLeastOnce()).containsEntry("processing.guarantee", "at_least_once");
    }

    @Test
    void shouldLeaveTheSessionTimeoutToTheGroupsConfigurationUnderTheStreamsProtocol() {
        Map<String, String> streams = Map.of("group.session.timeout.ms", "5000");
        Map<String, String> classic = Map.of("group.session.timeout.ms", "5000", "group.protocol", "classic");

        assertThat(of(streams).atLeastOnce()).doesNotContainKey(SESSION_TIMEOUT);
        assertThat(of(classic).atLeastOnce()).containsEntry(SESSION_TIMEOUT, 5_000);
        assertThat(of(Map.of("group.protocol", "classic")).atLeastOnce()).containsEntry(SESSION_TIMEOUT, 10_000);
    }

    private static StreamsProperties of(Map<String, String> settings) {
        FourfoldMetrics metrics = new FourfoldMetrics(new SimpleMeterRegistry());
        FourfoldConfig config = FourfoldConfig.from(settings);
        String protocol = settings.getOrDefault("group.protocol", "streams");
        return new StreamsProperties(config.withGroupProtocol(protocol), metrics, Role.IMAGES, "application", 3);
    }
}
