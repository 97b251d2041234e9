package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.infra.client.Gallery;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance takes over another's partitions, without standbys and with one thread, and restores them slowly. */
class FailoverIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int PARTITIONS = 3;
    private static final List<String> STORES = List.of("captions", "embeddings");

    /** How long the brokers let the survivor wait for what it restores. */
    private static final Duration RESTORING = Duration.ofSeconds(8);

    @TempDir
    private Path directory;

    private Deployment deployment;
    private Network network;
    private Gallery gallery;
    private FourfoldApplication survivor;
    private FourfoldApplication leaving;

    @BeforeEach
    void start() throws InterruptedException {
        deployment = Deployment.start(directory);
        network = ModelBundle.loadDefault();
        gallery = new Gallery(network.version(), 200, 5);
        Map<String, String> slow = settings("survivor");
        slow.put(restoring(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), "50000000");
        slow.put(restoring(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), Long.toString(RESTORING.toMillis()));
        survivor = FourfoldApplication.start(FourfoldConfig.from(slow), network);
        leaving = FourfoldApplication.start(FourfoldConfig.from(settings("leaving")), network);
        survivor.awaitReady(TIMEOUT);
        leaving.awaitReady(TIMEOUT);
    }

    @AfterEach
    void stop() {
        leaving.close();
        survivor.close();
        network.close();
        deployment.close();
    }

    @Test
    void shouldGoOnAnsweringFromWhatItHasWhileItRestoresTheRest() throws Exception {
        try (Producer<String, SpecificRecord> producer = deployment.producer()) {
            gallery.produce(producer, deployment.topicsOf(network));
        }
        Awaitility.await().atMost(TIMEOUT).until(this::everythingIsIndexed);
        Set<String> own = answers(survivor).keySet();
        assertThat(own).isNotEmpty().hasSizeLessThan(PARTITIONS * STORES.size());

        long begin = System.nanoTime();
        leaving.close();

        Duration incomplete = Duration.ZERO;
        Map<String, Boolean> answers = answers(survivor);
        while (answers.size() < PARTITIONS * STORES.size()) {
            assertThat(answers.keySet()).containsAll(own);
            assertThat(answers.values())
                    .as("no answer of what is half restored")
                    .doesNotContain(false);
            assertThat(new Endpoint(survivor.managementAddress())
                            .get("/health/ready")
                            .status())
                    .isEqualTo(200);
            incomplete = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(incomplete).isLessThan(TIMEOUT);
            answers = answers(survivor);
        }
        assertThat(answers.values()).doesNotContain(false);
        assertThat(incomplete).isGreaterThan(RESTORING.dividedBy(2));
    }

    private boolean everythingIsIndexed() throws Exception {
        Map<String, Boolean> answers = answers(survivor);
        answers.putAll(answers(leaving));
        return answers.size() == PARTITIONS * STORES.size() && !answers.containsValue(false);
    }

    /** The partitions that an instance answers, by store, and whether it knows all photos of theirs. */
    private Map<String, Boolean> answers(FourfoldApplication instance) throws Exception {
        Map<Integer, List<String>> ids = gallery.ids().stream().collect(Collectors.groupingBy(FailoverIT::partition));
        String query = """
                {"query": {"imageIds": %s}, "partitions": [0, 1, 2], "modelVersion": "%s"}
                """.formatted(new ObjectMapper().writeValueAsString(ids), network.version());
        Map<String, Boolean> answers = new HashMap<>();
        for (String store : STORES) {
            Endpoint.Answer answer = new Endpoint(instance.peerAddress()).post("/internal/v1/" + store, query);
            assertThat(answer.status()).as("%s", answer.json()).isIn(200, 503);
            for (JsonNode shard : answer.status() == 200 ? answer.json() : List.<JsonNode>of()) {
                int partition = shard.get("partition").asInt();
                boolean complete =
                        shard.get("value").size() == ids.get(partition).size();
                answers.put(store + "-" + partition, complete);
            }
        }
        return answers;
    }

    private static String restoring(String property) {
        return Setting.KAFKA_PREFIX + StreamsConfig.restoreConsumerPrefix(property);
    }

    private static int partition(String id) {
        return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
    }

    private Map<String, String> settings(String name) {
        Map<String, String> settings = deployment.settings(name);
        settings.put(Setting.ROLES.key(), "index");
        return settings;
    }
}
