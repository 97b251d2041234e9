package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.infra.client.ApiClient;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.local.Distribution;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.model.linear.Vectors;
import io.fourfold.model.words.ScoredWord;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real photos through a real broker and registry; the index runs in a process of its own, so that it can be killed. */
class EndToEndIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    private static Path directory;

    private static Deployment deployment;
    private static Cluster cluster;
    private static Network network;
    private static FourfoldApplication images;
    private static FourfoldProcess index;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        deployment = Deployment.start(directory);
        cluster = deployment.cluster();
        network = ModelBundle.loadDefault();
        Map<String, String> settings = deployment.settings("images");
        settings.put(Setting.ROLES.key(), "images");
        settings.put(Setting.THUMBNAILS.key(), "true");
        images = FourfoldApplication.start(FourfoldConfig.from(settings), network);
        index = startIndex();
        images.awaitReady(TIMEOUT);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        index.close();
        images.close();
        network.close();
        deployment.close();
    }

    @Test
    void shouldDescribePhotosAsTheNetworkDoesByItself() throws IOException {
        List<PhotoFile> photos = uploadSamples("describe");

        Map<String, ImageCaptioned> captions;
        Map<String, ImageEmbedded> embeddings;
        try (TopicView<ImageCaptioned> captionTopic = deployment.captions();
                TopicView<ImageEmbedded> embeddingTopic = deployment.embeddings()) {
            captions = captionTopic.awaitValues(ids(photos));
            embeddings = embeddingTopic.awaitValues(ids(photos));
        }

        for (PhotoFile photo : photos) {
            float[] embedding = network.embed(photo.read());
            ImageCaptioned captioned = captions.get(photo.imageId());
            ImageEmbedded embedded = embeddings.get(photo.imageId());
            assertThat(captioned.getCaptions().get(0).getText())
                    .isEqualTo(network.captions(embedding).get(0).text());
            assertThat(captioned.getSourceSha256()).isEqualTo(photo.sha256());
            assertThat(embedded.getModelVersion()).isEqualTo(network.version());
            assertThat(embedded.getVector()).hasSize(Network.EMBEDDING_SIZE);
            assertThat(embedded.getVector().get(0)).isCloseTo(embedding[0], within(1e-4f));
        }
    }

    @Test
    void shouldRankSimilarPhotosByTheCosineOfTheirEmbeddings() throws IOException {
        List<PhotoFile> photos = uploadSamples("rank");
        PhotoFile asked = photos.get(0);

        List<String> ranked = awaitSimilar(asked.imageId(), "rank-", photos.size() - 1);

        float[] vector = network.embed(asked.read());
        assertThat(ranked)
                .containsExactlyElementsOf(photos.stream()
                        .skip(1)
                        .sorted(Comparator.comparingDouble(
                                photo -> -Vectors.cosine(vector, network.embed(photo.read()))))
                        .map(PhotoFile::imageId)
                        .toList());
    }

    @Test
    void shouldAnswerAgainAfterTheIndexWasKilled() throws Exception {
        List<PhotoFile> before = uploadSamples("before");
        awaitSimilar(before.get(0).imageId(), "before-", before.size() - 1);

        index.kill();
        List<PhotoFile> meanwhile = uploadSamples("meanwhile");
        index = startIndex();
        Awaitility.await().atMost(TIMEOUT).ignoreExceptions().until(EndToEndIT::ready);

        assertThat(similar(before.get(0).imageId(), "before-")).hasSize(before.size() - 1);
        assertThat(awaitSimilar(meanwhile.get(0).imageId(), "meanwhile-", meanwhile.size() - 1))
                .hasSize(meanwhile.size() - 1);
    }

    @Test
    void shouldAnswerAboutWordsAsTheNetworkDoes() {
        URI similar = apiAddress().resolve("/v1/words/dog/similar?k=5");

        JsonNode answer = Awaitility.await()
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> new ObjectMapper().readTree(similar.toURL()), words -> true);

        assertThat(answer.get("modelVersion").asText()).isEqualTo(network.version());
        assertThat(answer.get("hits"))
                .extracting(hit -> hit.get("word").asText())
                .containsExactlyElementsOf(network.words().similar("dog", 5).stream()
                        .map(ScoredWord::word)
                        .toList());
    }

    /** The index's state is lost in between. */
    @Test
    void shouldShowAPhotoUntilItIsDeleted() throws Exception {
        byte[] photo = PhotoFile.find(List.of(Distribution.fromSystemProperty().samples()))
                .get(0)
                .read();
        byte[] thumbnail =
                network.decodeWithThumbnail(photo).thumbnail().orElseThrow().jpeg();

        assertThat(send("PUT", "/v1/images/shown?album=shown", photo).statusCode())
                .isEqualTo(202);
        awaitThumbnail(shown -> shown.statusCode() == 200 && Arrays.equals(shown.body(), thumbnail));
        index.close();
        deleteRecursively(directory.resolve("index"));
        index = startIndex();
        awaitThumbnail(shown -> shown.statusCode() == 200 && Arrays.equals(shown.body(), thumbnail));
        Awaitility.await()
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(listed("shown")).containsExactly("shown"));

        assertThat(send("DELETE", "/v1/images/shown", new byte[0]).statusCode()).isEqualTo(202);
        awaitThumbnail(shown -> shown.statusCode() == 404);
        Awaitility.await()
                .atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(listed("shown")).isEmpty());
    }

    @Test
    void shouldForgetADeletedPhotoEverywhere() throws IOException {
        List<PhotoFile> photos = uploadSamples("delete");
        String deleted = photos.get(0).imageId();
        awaitSimilar(deleted, "delete-", photos.size() - 1);

        try (PhotoUploader uploader = cluster.uploader()) {
            uploader.delete(deleted, () -> {});
        }

        try (TopicView<ImageCaptioned> captions = deployment.captions();
                TopicView<ImageEmbedded> embeddings = deployment.embeddings()) {
            captions.await(deleted, entry -> entry.value().isEmpty());
            embeddings.await(deleted, entry -> entry.value().isEmpty());
        }
        Awaitility.await()
                .atMost(TIMEOUT)
                .untilAsserted(() -> assertThatThrownBy(() -> api().image(deleted))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(deleted));
        assertThat(awaitSimilar(photos.get(1).imageId(), "delete-", photos.size() - 2))
                .doesNotContain(deleted);
    }

    private static FourfoldProcess startIndex() throws IOException {
        Map<String, String> settings = deployment.settings("index");
        return FourfoldProcess.start(
                directory,
                "run",
                "--roles=index",
                "--port=0",
                "--bootstrap-servers=" + settings.get(Setting.BOOTSTRAP_SERVERS.key()),
                "--schema-registry=" + settings.get(Setting.SCHEMA_REGISTRY_URL.key()),
                "--state-dir=" + settings.get(Setting.STATE_DIR.key()),
                "--set=claim.check.prefixes=https://10.11.12.13/photos/",
                "--config=" + secrets());
    }

    @Test
    void shouldTellAtTheStartFromWhichPrefixNothingCanBeFetched() {
        index.awaitLine(
                output -> output.contains("Nothing is fetched from 10.11.12.13")
                        && output.contains("claim.check.networks=10.11.12.13"),
                TIMEOUT);
    }

    /** None of them is needed here. */
    private static Path secrets() throws IOException {
        return Files.writeString(directory.resolve("secret.properties"), """
                kafka.ssl.key.password=hush-kafka
                kafka.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required password="hush-jaas";
                serde.basic.auth.credentials.source=USER_INFO
                serde.basic.auth.user.info=user:hush-registry
                http.peer.secret=hush-instances-hush
                access.oidc.client.secret=hush-client
                """);
    }

    @Test
    void shouldShowNoSecretAnywhere() throws Exception {
        Awaitility.await().atMost(TIMEOUT).until(EndToEndIT::ready);
        StringBuilder shown = new StringBuilder(String.join("\n", index.output()));
        shown.append(Files.readString(directory.resolve(".fourfold").resolve("fourfold.log")));
        HttpClient client = HttpClient.newHttpClient();
        for (URI uri : List.of(
                managementAddress().resolve("/metrics"),
                managementAddress().resolve("/health/live"),
                apiAddress().resolve("/v1/status"),
                apiAddress().resolve("/v1/dead-letters?since=hardly"),
                apiAddress().resolve("/v1/images/%00"))) {
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            shown.append(response.headers()).append(response.body());
        }

        assertThat(shown).contains("Started", "fourfold_", "bad-parameter").doesNotContain("hush-");
    }

    private static boolean ready() throws IOException, InterruptedException {
        return new Endpoint(managementAddress()).get("/health/ready").status() == 200;
    }

    private static URI managementAddress() {
        return addressIn(index.awaitLine(output -> output.startsWith("Probes and metrics"), TIMEOUT));
    }

    private static ApiClient api() {
        return new ApiClient(apiAddress());
    }

    private static URI apiAddress() {
        String line = index.awaitLine(output -> output.contains("http://"), TIMEOUT);
        return addressIn(line);
    }

    private static URI addressIn(String line) {
        return URI.create(line.replaceAll(".*(http://[^/ ]+/).*", "$1"));
    }

    private static HttpResponse<byte[]> send(String method, String path, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(apiAddress().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void awaitThumbnail(Predicate<HttpResponse<byte[]>> expected) {
        Awaitility.await()
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> expected.test(send("GET", "/v1/images/shown/thumbnail", new byte[0])));
    }

    private static List<String> listed(String album) throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(send("GET", "/v1/images?album=" + album, new byte[0]).body())
                .get("images")
                .findValuesAsText("imageId");
    }

    private static void deleteRecursively(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Uploads every sample photo under an id that starts with a prefix. */
    private static List<PhotoFile> uploadSamples(String prefix) throws IOException {
        List<PhotoFile> photos = PhotoFile.find(
                        List.of(Distribution.fromSystemProperty().samples()))
                .stream()
                .map(sample -> new PhotoFile(prefix + "-" + sample.imageId(), sample.path()))
                .toList();
        try (PhotoUploader uploader = cluster.uploader()) {
            photos.forEach(photo -> uploader.upload(photo, () -> {}));
            uploader.flush();
        }
        return photos;
    }

    private static List<String> ids(List<PhotoFile> photos) {
        return photos.stream().map(PhotoFile::imageId).toList();
    }

    /** The similar photos whose ids start with a prefix, best first, once there are that many. */
    private static List<String> awaitSimilar(String imageId, String prefix, int count) {
        return Awaitility.await()
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> similar(imageId, prefix), hits -> hits.size() == count);
    }

    private static List<String> similar(String imageId, String prefix) throws IOException, InterruptedException {
        List<String> hits = new ArrayList<>();
        for (JsonNode hit : api().similarToStored(imageId, 100).get("hits")) {
            hits.add(hit.get("imageId").asText());
        }
        return hits.stream().filter(id -> id.startsWith(prefix)).toList();
    }
}
