package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.infra.client.ApiClient;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.reindex.Reindex;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.model.linear.Vectors;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From one network to another and back, on two instances, with the command in a process of its own that is killed in the
 * middle. The networks have nothing in common. Questions are asked all the time; every answer has to be right for the one network
 * that it names, or a 503.
 */
class ReindexIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int BEFORE = 24;
    private static final int DURING = 5;
    private static final int PAUSE_MS = 10;
    private static final double TOLERANCE = 1e-3;

    @TempDir
    private static Path directory;

    private static Deployment deployment;
    private static Cluster cluster;
    private static Network first;
    private static Network second;
    private static Path bundle;
    private static String other;
    private static FourfoldApplication one;
    private static FourfoldApplication two;
    private static Admin admin;
    private static Reindex reindex;
    private static List<PhotoFile> samples;
    private static final Map<String, Map<String, float[]>> VECTORS = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        deployment = Deployment.start(directory);
        cluster = deployment.cluster();
        bundle = directory.resolve("bundle");
        other = SmallBundle.write(bundle, 5).version();
        first = ModelBundle.loadDefault();
        second = ModelBundle.load(bundle);
        samples = PhotoFile.find(List.of(Distribution.fromSystemProperty().samples())).stream()
                .filter(PhotoFile::fitsAnEvent)
                .toList();
        one = FourfoldApplication.start(FourfoldConfig.from(deployment.settings("one")), first);
        two = FourfoldApplication.start(FourfoldConfig.from(deployment.settings("two")), first);
        one.awaitReady(TIMEOUT);
        two.awaitReady(TIMEOUT);
        admin = cluster.admin();
        reindex = new Reindex(cluster, admin);
        upload(0, BEFORE);
        awaitIndexed(BEFORE, first);
    }

    @AfterAll
    static void stop() {
        admin.close();
        two.close();
        one.close();
        second.close();
        first.close();
        deployment.close();
    }

    @Test
    void shouldMoveToAnotherNetworkAndBackAndForgetIt() throws Exception {
        switchAtOnceAndAnswerFromOneNetworkAllTheTime();
        requireTheResultsOfTheNetworkInService();
        requireTheWordsOfTheNetworkInService();
        switchBackWithThePhotosUploadedSince();
        cleanUpAndRequireNothingOfTheOtherNetwork();
    }

    private static void switchAtOnceAndAnswerFromOneNetworkAllTheTime() throws Exception {
        try (Questions questions = new Questions()) {
            try (FourfoldProcess command = reindexing("--model=" + bundle)) {
                Awaitility.await().atMost(TIMEOUT).until(() -> isDeployed(other));
                command.kill();
            }
            upload(BEFORE, BEFORE + DURING);
            describeWithTheFirstNetworkAlone("lost");
            try (FourfoldProcess refused = reindexing("--model=" + bundle)) {
                refused.awaitLine(line -> line.contains("would be missing") && line.contains(": lost."), TIMEOUT);
            }
            assertThat(reindex.deployed().inService().version()).isEqualTo(first.version());
            try (FourfoldProcess again = reindexing("--model=" + bundle, "--allow-missing")) {
                again.awaitLine(line -> line.startsWith("Network " + other + " is in service"), TIMEOUT);
            }
            awaitIndexed(BEFORE + DURING, second);

            assertThat(questions.versions()).containsExactlyInAnyOrder(first.version(), other);
            assertThat(questions.problems()).isEmpty();
        }
    }

    private static void requireTheResultsOfTheNetworkInService() {
        List<String> ids = ids(BEFORE + DURING);
        try (TopicView<ImageCaptioned> captions = deployment.captions();
                TopicView<ImageEmbedded> embeddings = deployment.embeddings()) {
            for (String id : ids) {
                captions.await(
                        id,
                        entry -> entry.value().orElseThrow().getModelVersion().equals(other));
                embeddings.await(
                        id,
                        entry -> entry.value().orElseThrow().getModelVersion().equals(other));
            }
        }
    }

    private static void requireTheWordsOfTheNetworkInService() {
        Awaitility.await()
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> new Endpoint(two.httpAddress())
                        .get("/v1/words/" + SmallBundle.OWN_WORD + "/similar")
                        .json()
                        .get("modelVersion")
                        .asText()
                        .equals(other));
    }

    private static void switchBackWithThePhotosUploadedSince() throws Exception {
        upload(BEFORE + DURING, BEFORE + 2 * DURING);
        awaitIndexed(BEFORE + 2 * DURING, second);

        try (FourfoldProcess command = reindexing("--rollback")) {
            command.awaitLine(line -> line.startsWith("Network " + first.version() + " is in service"), TIMEOUT);
        }

        awaitIndexed(BEFORE + 2 * DURING, first);
    }

    private static void cleanUpAndRequireNothingOfTheOtherNetwork() throws Exception {
        try (FourfoldProcess command = reindexing("--cleanup")) {
            command.awaitLine(line -> line.startsWith("Only network " + first.version() + " is left"), TIMEOUT);
        }

        assertThat(admin.listTopics().names().get()).noneMatch(topic -> topic.contains(other));
        assertThat(admin.listGroups().all().get())
                .noneMatch(group -> group.groupId().contains(other));
        awaitIndexed(BEFORE + 2 * DURING, first);
    }

    /** Asks both instances, all the time, from a thread of its own, which leaves them some of the processors. */
    private static final class Questions implements AutoCloseable {

        private final Set<String> versions = ConcurrentHashMap.newKeySet();
        private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
        private final Thread thread = new Thread(this::ask, "questions");
        private volatile boolean closed;

        Questions() {
            thread.start();
        }

        Set<String> versions() {
            return versions;
        }

        List<String> problems() {
            return List.copyOf(problems);
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            thread.join();
        }

        private void ask() {
            for (int i = 0; !closed; i++) {
                Endpoint endpoint = new Endpoint((i % 2 == 0 ? one : two).httpAddress());
                String id = id(i % BEFORE);
                try {
                    Thread.sleep(PAUSE_MS);
                    check(id, endpoint.get("/v1/images/" + id + "/similar?k=5"));
                    checkImage(endpoint.get("/v1/images/" + id));
                } catch (IOException | InterruptedException | AssertionError | RuntimeException e) {
                    problems.add(id + ": " + e);
                }
            }
        }

        private void check(String id, Endpoint.Answer answer) {
            if (answer.status() == 503) {
                return;
            }
            assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
            String version = answer.json().get("modelVersion").asText();
            versions.add(version);
            Map<String, float[]> vectors = vectors(version.equals(other) ? second : first);
            for (JsonNode hit : answer.json().get("hits")) {
                double score = Vectors.cosine(
                        vectors.get(sample(id)),
                        vectors.get(sample(hit.get("imageId").asText())));
                assertThat(hit.get("score").asDouble()).isCloseTo(score, within(TOLERANCE));
            }
        }

        private void checkImage(Endpoint.Answer answer) {
            if (answer.status() == 503) {
                return;
            }
            assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
            assertThat(answer.json().get("modelVersion").asText())
                    .isEqualTo(answer.json().at("/embedding/modelVersion").asText());
        }
    }

    /** As if its last upload were broken, and compaction had removed the one before. */
    private static void describeWithTheFirstNetworkAlone(String id) {
        String topic = cluster.topics().ofModel(first.version()).imageCaptioned();
        ImageCaptioned captioned =
                new ImageCaptioned(List.of(), first.version(), "0".repeat(64), null, null, null, null);
        try (Producer<String, SpecificRecord> producer = cluster.producer()) {
            producer.send(new ProducerRecord<>(topic, id, captioned));
        }
    }

    private static FourfoldProcess reindexing(String... options) throws IOException {
        Map<String, String> settings = deployment.settings("client");
        List<String> arguments = new ArrayList<>(List.of("reindex"));
        arguments.addAll(List.of(options));
        arguments.add("--bootstrap-servers=" + settings.get(Setting.BOOTSTRAP_SERVERS.key()));
        arguments.add("--schema-registry=" + settings.get(Setting.SCHEMA_REGISTRY_URL.key()));
        return FourfoldProcess.start(directory, arguments.toArray(new String[0]));
    }

    private static boolean isDeployed(String version) {
        return reindex.deployed().deployed().anyMatch(model -> model.version().equals(version));
    }

    private static void upload(int from, int to) {
        try (PhotoUploader uploader = cluster.uploader()) {
            IntStream.range(from, to)
                    .mapToObj(i ->
                            new PhotoFile(id(i), samples.get(i % samples.size()).path()))
                    .forEach(photo -> uploader.upload(photo, () -> {}));
            uploader.flush();
        }
    }

    /** Waits until both instances answer with all photos, from that network. */
    private static void awaitIndexed(int photos, Network network) {
        for (FourfoldApplication instance : List.of(one, two)) {
            Awaitility.await().atMost(TIMEOUT).ignoreExceptions().until(() -> {
                JsonNode answer = api(instance.httpAddress()).similarToStored(id(0), 100);
                Set<String> found = new HashSet<>(answer.get("hits").findValuesAsText("imageId"));
                found.add(id(0));
                return answer.get("modelVersion").asText().equals(network.version())
                        && found.containsAll(ids(photos))
                        && answer.at("/shards/complete").asBoolean();
            });
        }
    }

    private static ApiClient api(URI address) {
        return new ApiClient(address);
    }

    /** Embeddings of the sample photos, by their path. */
    private static Map<String, float[]> vectors(Network network) {
        return VECTORS.computeIfAbsent(network.version(), version -> {
            Map<String, float[]> vectors = new HashMap<>();
            samples.forEach(photo -> vectors.put(photo.imageId(), network.embed(photo.read())));
            return vectors;
        });
    }

    private static String id(int i) {
        return "photo-" + i;
    }

    private static String sample(String id) {
        int number = Integer.parseInt(id.substring("photo-".length()));
        return samples.get(number % samples.size()).imageId();
    }

    private static List<String> ids(int photos) {
        return IntStream.range(0, photos).mapToObj(ReindexIT::id).collect(Collectors.toList());
    }
}
