package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoStore;
import io.fourfold.infra.client.Poison;
import io.fourfold.infra.client.PoisonMix;
import io.fourfold.infra.client.PoisonMix.Poisoned;
import io.fourfold.infra.local.Distribution;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of poison among good photos, on every partition, before one instance in a process of its own. It takes
 * {@code -Dfourfold.poison.photos=1000} for more good photos, and {@code -Dfourfold.poison.kinds=TRUNCATED_JPEG,NOT_AVRO} to
 * find out which poison stops the others.
 */
class PoisonIT {

    private static final int GOOD = Integer.getInteger("fourfold.poison.photos", 300);
    private static final List<Poison> KINDS = Arrays.stream(Poison.values())
            .filter(kind -> List.of(System.getProperty("fourfold.poison.kinds", kind.name())
                            .split(","))
                    .contains(kind.name()))
            .toList();

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration TIMEOUT = Duration.ofMinutes(2).plusMillis(500L * GOOD);

    /** The first poison without its end shows that something is wrong; for the rest it is enough to look. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Pattern ADDRESS = Pattern.compile("http://[^/ ]+/");

    @TempDir
    private static Path directory;

    private static Deployment deployment;
    private static PhotoStore store;
    private static FourfoldProcess process;
    private static Endpoint endpoint;
    private static Endpoint management;

    @BeforeAll
    static void start() throws IOException {
        deployment = Deployment.start(directory);
        store = PhotoStore.start(Distribution.fromSystemProperty().samples().resolve("statue.jpg"));
        process = FourfoldProcess.start(directory, "run", "--config", settings().toString());
        endpoint = awaitEndpoint("Running");
        management = awaitEndpoint("Probes and metrics");
        Awaitility.await()
                .atMost(START_TIMEOUT)
                .until(() -> management.get("health/ready").status() == 200);
    }

    private static Endpoint awaitEndpoint(String line) {
        Matcher address = ADDRESS.matcher(process.awaitLine(output -> output.startsWith(line), START_TIMEOUT));
        address.find();
        return new Endpoint(URI.create(address.group()));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        process.close();
        store.close();
        deployment.close();
    }

    @Test
    void shouldDescribeEveryGoodPhotoOnceAndEndEveryPoisonWithItsReason() throws Exception {
        Cluster cluster = deployment.cluster();
        PoisonMix mix = new PoisonMix(FourfoldConfig.from(deployment.settings("client")), store);
        mix.prepareTopic();
        try (HealthWatch health = new HealthWatch(management);
                TopicRecords captions =
                        new TopicRecords(cluster.consumer(), cluster.topics().imageCaptioned());
                TopicRecords embeddings =
                        new TopicRecords(cluster.consumer(), cluster.topics().imageEmbedded());
                TopicRecords deadLetters =
                        new TopicRecords(cluster.consumer(), cluster.topics().imageDeadLetter())) {
            PoisonMix.Sent sent = mix.send("mix", GOOD, KINDS);

            SoftAssertions softly = new SoftAssertions();
            softly.assertThatCode(() -> Awaitility.await("every good photo described")
                            .atMost(TIMEOUT)
                            .untilAsserted(() -> assertThat(sent.good())
                                    .filteredOn(id -> captions.of(id).isEmpty()
                                            || embeddings.of(id).isEmpty())
                                    .isEmpty()))
                    .doesNotThrowAnyException();
            Map<String, Long> times =
                    sent.poison().stream().collect(Collectors.groupingBy(Poisoned::id, Collectors.counting()));
            for (Poisoned poison : sent.poison()) {
                softly.assertThatCode(() -> Awaitility.await(poison.toString())
                                .atMost(softly.wasSuccess() ? TIMEOUT : LOOK)
                                .untilAsserted(() -> assertEnd(poison, times.get(poison.id()), captions, deadLetters)))
                        .doesNotThrowAnyException();
            }
            captions.readToEnd();
            embeddings.readToEnd();
            softly.assertThat(sent.good())
                    .as("good photos that were not described exactly once")
                    .filteredOn(id ->
                            captions.of(id).size() != 1 || embeddings.of(id).size() != 1)
                    .isEmpty();
            softly.assertThat(health.answers()).isPositive();
            softly.assertThat(health.failures()).isEmpty();
            softly.assertThat(process.isAlive()).isTrue();
            softly.assertAll();
        }
    }

    /** @param times how often this key was sent, which is more than once for the empty one */
    private static void assertEnd(Poisoned poison, long times, TopicRecords captions, TopicRecords deadLetters)
            throws Exception {
        List<ConsumerRecord<String, byte[]>> described = captions.of(poison.id());
        List<String> reasons =
                deadLetters.of(poison.id()).stream().map(PoisonIT::reason).toList();
        switch (poison.kind().ending()) {
            case DESCRIBED -> {
                assertThat(reasons).isEmpty();
                assertThat(described).hasSize(1).noneMatch(record -> record.value() == null);
            }
            case DEAD_LETTER -> {
                String expected = poison.kind().reason().orElseThrow();
                assertThat(reasons).hasSize(Math.toIntExact(times)).allMatch(reason -> reason.contains(expected));
                assertThat(described)
                        .hasSize(poison.kind() == Poison.BROKEN_AGAIN ? 1 : 0)
                        .noneMatch(record -> record.value() == null);
            }
            case DELETED -> {
                assertThat(reasons).isEmpty();
                assertThat(described).isNotEmpty().last().matches(record -> record.value() == null);
                assertThat(endpoint.get("v1/images/" + poison.id()).status()).isEqualTo(404);
            }
        }
    }

    private static String reason(ConsumerRecord<String, byte[]> deadLetter) {
        return Stream.of("__streams.errors.message", "fourfold.retry.history")
                .map(name -> deadLetter.headers().lastHeader(name))
                .filter(header -> header != null && header.value() != null)
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    private static Path settings() throws IOException {
        Map<String, String> settings = new HashMap<>(deployment.settings("state"));
        settings.put(Setting.ROLES.key(), "images,index");
        settings.putAll(PoisonMix.settings(store));
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = directory.resolve("instance.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }
}
