package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.local.TopicAdmin;
import io.fourfold.model.words.LearnedWord;
import io.fourfold.schemas.WordEmbedded;
import io.fourfold.schemas.serde.ConfluentAvroSerde;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.TopicFollower;
import io.fourfold.topology.kafka.TopicReader;
import io.fourfold.topology.words.WordPublisher;
import io.fourfold.topology.words.WordStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The word topic on a real broker, without applications; each test has topics of its own. */
class WordsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int INSTANCES = 3;
    private static final List<LearnedWord> VOCABULARY = IntStream.range(0, 500)
            .mapToObj(i -> new LearnedWord("word-" + i, 500 - i, new float[] {i, 1}))
            .toList();

    @TempDir
    private static Path directory;

    private static Deployment deployment;
    private static ConfluentAvroSerde<WordEmbedded> serde;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(directory);
        serde = new ConfluentAvroSerde<>();
        String registry = deployment.settings("client").get(Setting.SCHEMA_REGISTRY_URL.key());
        serde.configure(Map.of("schema.registry.url", registry), false);
    }

    @AfterAll
    static void stop() {
        serde.close();
        deployment.close();
    }

    @Test
    void shouldPublishEachWordOnceWhenInstancesStartTogether() {
        Cluster cluster = clusterWithTopics("together");

        List<CompletableFuture<Integer>> starting = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> publishUntilDone(cluster)))
                .limit(INSTANCES)
                .toList();
        int written = starting.stream().mapToInt(CompletableFuture::join).sum();

        assertThat(written).isEqualTo(VOCABULARY.size());
        assertThat(committedKeys(cluster))
                .containsExactlyInAnyOrderElementsOf(
                        VOCABULARY.stream().map(LearnedWord::word).toList());
    }

    @Test
    void shouldAnswerAlthoughTheTopicHoldsABrokenRecord() throws Exception {
        Cluster cluster = clusterWithTopics("broken");
        try (Producer<String, byte[]> producer = producer("broken")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(cluster.topics().wordEmbedded(), "broken", new byte[] {1, 2, 3}));
            producer.commitTransaction();
        }
        WordStore store = new WordStore(serde.deserializer(), new FourfoldMetrics(new SimpleMeterRegistry()));
        try (TopicFollower follower =
                new TopicFollower(cluster.topics().wordEmbedded(), cluster::consumer, store, Duration.ofMillis(100))) {
            follower.start();
            // The record is there before the words, and stays until they are published.
            publishUntilDone(cluster);

            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> store.words().vectors().words().size() == VOCABULARY.size());
        }
    }

    /** Like an instance does: one that was overtaken by another looks again. */
    private static int publishUntilDone(Cluster cluster) {
        WordPublisher publisher = new WordPublisher(
                cluster.topics().wordEmbedded(),
                cluster::consumer,
                () -> producer(cluster.topics().prefix()),
                serde.serializer());
        return Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(KafkaException.class)
                .until(() -> publisher.publish("one", VOCABULARY), written -> true);
    }

    private static List<String> committedKeys(Cluster cluster) {
        List<String> keys = new ArrayList<>();
        try (TopicReader<String> reader =
                new TopicReader<>(cluster.consumer(), cluster.topics().wordEmbedded())) {
            while (!reader.atEnd()) {
                reader.poll(Duration.ofMillis(100)).forEach(entry -> keys.add(entry.key()));
            }
        }
        return keys;
    }

    private static Producer<String, byte[]> producer(String prefix) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                deployment.settings("client").get(Setting.BOOTSTRAP_SERVERS.key()));
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix + "-words");
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    private static Cluster clusterWithTopics(String prefix) {
        Map<String, String> settings = deployment.settings("client");
        settings.put(Setting.TOPICS_PREFIX.key(), prefix);
        Cluster cluster = new Cluster(FourfoldConfig.from(settings), Clock.systemUTC());
        try (Admin admin = cluster.admin()) {
            new TopicAdmin(admin).create(cluster.topics().specs(1, (short) 1));
        }
        return cluster;
    }
}
