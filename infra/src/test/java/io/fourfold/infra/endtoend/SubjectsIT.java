package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.infra.cli.Fourfold;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.client.SearchEvents;
import io.fourfold.infra.local.Distribution;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.schemas.serde.SchemaSubjects;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.app.MissingSchemasException;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry's subjects are those that the documents promise, and an application need not register them itself. */
class SubjectsIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    private static Path directory;

    private static Deployment deployment;
    private static Network network;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(directory);
        network = ModelBundle.loadDefault();
    }

    @AfterAll
    static void stop() {
        network.close();
        deployment.close();
    }

    @Test
    void shouldRunWithWhatWasRegisteredBefore() throws Exception {
        FourfoldConfig config = config("state");
        assertThatThrownBy(() -> FourfoldApplication.start(config, network).close())
                .isInstanceOf(MissingSchemasException.class)
                .hasMessageContainingAll("fourfold schemas register", "photos.image.captioned-value");
        assertThat(fourfold("schemas", "check")).isEqualTo(1);

        assertThat(fourfold("schemas", "register")).isZero();

        assertThat(fourfold("schemas", "check")).isZero();
        List<String> registered = subjects();
        assertThat(registered).contains("photos.image.captioned-value", "photos.image.embedded-value");
        Cluster cluster = new Cluster(config("client"), Clock.systemUTC());
        try (FourfoldApplication application = FourfoldApplication.start(config, network);
                SearchEvents searches = cluster.searches();
                PhotoUploader uploader = cluster.uploader();
                TopicView<?> captions = deployment.captions()) {
            application.awaitReady(TIMEOUT);
            uploader.upload(
                    new PhotoFile(
                            "statue",
                            Distribution.fromSystemProperty().samples().resolve("statue.jpg")),
                    () -> {});
            uploader.flush();
            captions.awaitValues(List.of("statue"));
            searches.request(
                    "query", SearchRequested.newBuilder().setText("statue").build());
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(() -> !searches.poll(Duration.ofMillis(200)).isEmpty());
        }
        assertThat(subjects()).containsExactlyElementsOf(registered);
        requireNoIncompatibleSchema();
        requireSubjectsOfEarlierBuildsToGo(cluster);
    }

    private static void requireNoIncompatibleSchema() throws IOException, InterruptedException {
        String more =
                "{\"schema\": \"{\\\"type\\\": \\\"record\\\", \\\"name\\\": \\\"ImageCaptioned\\\", \\\"namespace\\\":"
                        + " \\\"io.fourfold.schemas\\\", \\\"fields\\\": [{\\\"name\\\": \\\"camera\\\", \\\"type\\\":"
                        + " \\\"string\\\"}]}\"}";
        for (String subject : List.of("photos.image.captioned-value", "photos.image.embedded-value")) {
            assertThat(send(HttpRequest.newBuilder(registry("/subjects/" + subject + "/versions"))
                            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                            .POST(HttpRequest.BodyPublishers.ofString(more))))
                    .contains("409");
        }
    }

    private static void requireSubjectsOfEarlierBuildsToGo(Cluster cluster) throws Exception {
        String topic = cluster.topics().imageCaptioned();
        try (SchemaSubjects subjects = cluster.schemaSubjects()) {
            subjects.register(topic + ".m1", cluster.schemas().get(topic));
            assertThat(subjects()).contains(topic + ".m1-value");
        }

        assertThat(fourfold("reindex", "--cleanup")).isZero();

        assertThat(subjects()).doesNotContain(topic + ".m1-value").contains(topic + "-value");
        try (TopicView<?> captions = deployment.captions()) {
            captions.awaitValues(List.of("statue"));
        }
    }

    private static int fourfold(String... arguments) {
        Map<String, String> settings = deployment.settings("client");
        return Fourfold.commandLine(Map.of(
                        "FOURFOLD_BOOTSTRAP_SERVERS", settings.get(Setting.BOOTSTRAP_SERVERS.key()),
                        "FOURFOLD_SCHEMA_REGISTRY", settings.get(Setting.SCHEMA_REGISTRY_URL.key())))
                .execute(arguments);
    }

    private static FourfoldConfig config(String name) {
        Map<String, String> settings = deployment.settings(name);
        settings.put("serde.auto.register.schemas", "false");
        return FourfoldConfig.from(settings);
    }

    private static List<String> subjects() throws IOException, InterruptedException {
        String answer = send(HttpRequest.newBuilder(registry("/subjects")));
        return List.of(answer.replaceAll("[\\[\\]\"\\s]", "").split(",")).stream()
                .sorted()
                .toList();
    }

    private static URI registry(String path) {
        return URI.create(deployment.settings("client").get(Setting.SCHEMA_REGISTRY_URL.key()) + path);
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }
}
