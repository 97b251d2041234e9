package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.client.SearchEvents;
import io.fourfold.infra.local.Distribution;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.schemas.SearchCompleted;
import io.fourfold.schemas.SearchHit;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.images.ImagesApplication;
import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.search.SearchApplication;
import io.fourfold.topology.search.SearchStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches by event and by HTTP: three partitions of the index on two instances, of which one is killed. */
class SearchIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int PARTITIONS = 3;
    private static final int QUEUED = 100;
    private static final List<String> TEXTS =
            List.of("a mountain", "a boy at a table", "people in front of a building", "water");

    @TempDir
    private static Path directory;

    private static Deployment deployment;
    private static Network network;
    private static FourfoldApplication lasting;
    private static FourfoldProcess mortal;
    private static List<Endpoint> endpoints;
    private static int photos;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        network = ModelBundle.loadDefault();
        deployment = Deployment.start(directory);
        lasting = FourfoldApplication.start(FourfoldConfig.from(deployment.settings("lasting")), network);
        photos = upload().size();
    }

    /** Both run and find all photos, whatever the test before has done. */
    @BeforeEach
    void reviveTheMortal() throws IOException {
        if (mortal == null || !mortal.isAlive()) {
            Map<String, String> settings = deployment.settings("mortal");
            mortal = FourfoldProcess.start(
                    directory,
                    "run",
                    "--roles=index,search",
                    "--port=0",
                    "--bootstrap-servers=" + settings.get(Setting.BOOTSTRAP_SERVERS.key()),
                    "--schema-registry=" + settings.get(Setting.SCHEMA_REGISTRY_URL.key()),
                    "--state-dir=" + settings.get(Setting.STATE_DIR.key()));
            String line = mortal.awaitLine(output -> output.contains("http://"), TIMEOUT);
            endpoints = List.of(
                    new Endpoint(lasting.httpAddress()),
                    new Endpoint(URI.create(line.replaceAll(".*(http://[^/ ]+/).*", "$1"))));
        }
        for (Endpoint endpoint : endpoints) {
            Awaitility.await().atMost(TIMEOUT).until(() -> finds(photos, endpoint));
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        mortal.close();
        lasting.close();
        network.close();
        deployment.close();
    }

    @Test
    void shouldHaveMadeItsChangelogsAsDurableAsTheTopicsOfUsers() {
        String prefix = deployment.cluster().applicationIdPrefix();
        String images =
                ImagesApplication.applicationId(prefix, network.version()).id();
        String search = SearchApplication.applicationId(prefix).id();

        assertThat(deployment.internalDifferences(
                        ApplicationId.changelog(images, "waiting-uploads"),
                        ApplicationId.changelog(images, "deletes-ahead"),
                        ApplicationId.changelog(search, "open-searches"),
                        ApplicationId.changelog(search, SearchStores.ANSWERED)))
                .isEmpty();
    }

    @Test
    void shouldAnswerByEventAsByHttp() throws Exception {
        Map<String, SearchCompleted> byEvent = new HashMap<>();
        try (SearchEvents searches = deployment.cluster().searches()) {
            TEXTS.forEach(text -> searches.request(text, request(text)));
            await(searches, TEXTS.size()).forEach(answer -> byEvent.put(answer.queryId(), answer.completed()));
        }

        for (String text : TEXTS) {
            SearchCompleted completed = byEvent.get(text);
            requireComplete(completed);
            assertThat(completed.getReranked()).isTrue();
            assertThat(completed.getModelVersion()).isEqualTo(network.version());
            for (Endpoint endpoint : endpoints) {
                JsonNode hits = endpoint.get(path(text)).json().get("hits");
                assertThat(hits.findValuesAsText("imageId"))
                        .isEqualTo(completed.getHits().stream()
                                .map(SearchHit::getImageId)
                                .toList());
                assertThat(hits.get(0).get("score").asDouble())
                        .isCloseTo(completed.getHits().get(0).getScore(), within(0.01));
            }
        }
    }

    @Test
    void shouldAnswerEveryQueuedSearchOnceWhenAnInstanceIsKilled() throws Exception {
        List<String> queryIds =
                IntStream.range(0, QUEUED).mapToObj(i -> "queued-" + i).toList();
        List<SearchEvents.Answer> answers = new ArrayList<>();
        try (SearchEvents searches = deployment.cluster().searches()) {
            queryIds.forEach(id -> searches.request(id, request(TEXTS.get(id.length() % TEXTS.size()))));
            answers.addAll(await(searches, QUEUED / 10));
            mortal.kill();
            answers.addAll(await(searches, QUEUED - answers.size()));
            // What comes behind these has been decided before them.
            queryIds.forEach(id -> searches.request("again-" + id, request("water")));
            answers.addAll(await(searches, QUEUED));
        }

        assertThat(answers)
                .extracting(SearchEvents.Answer::queryId)
                .filteredOn(id -> !id.startsWith("again-"))
                .containsExactlyInAnyOrderElementsOf(queryIds);
        answers.forEach(answer -> requireComplete(answer.completed()));
    }

    private static List<SearchEvents.Answer> await(SearchEvents searches, int count) {
        List<SearchEvents.Answer> answers = new ArrayList<>();
        Awaitility.await("answers").atMost(TIMEOUT).until(() -> {
            answers.addAll(searches.poll(Duration.ofMillis(100)));
            return answers.size() >= count;
        });
        return answers;
    }

    private static void requireComplete(SearchCompleted answer) {
        assertThat(answer.getError()).isNull();
        assertThat(answer.getTimedOut()).isFalse();
        assertThat(answer.getShardsAnswered()).isEqualTo(PARTITIONS);
        assertThat(answer.getHits()).isNotEmpty();
    }

    private static boolean finds(int photos, Endpoint endpoint) throws IOException, InterruptedException {
        Endpoint.Answer answer = endpoint.get("/v1/search?q=a+man&k=100");
        return answer.complete() && answer.json().get("hits").size() == photos;
    }

    private static SearchRequested request(String text) {
        return SearchRequested.newBuilder().setText(text).build();
    }

    private static String path(String text) {
        return "/v1/search?q=" + text.replace(" ", "+");
    }

    private static List<PhotoFile> upload() throws IOException {
        List<PhotoFile> photos =
                PhotoFile.find(List.of(Distribution.fromSystemProperty().samples()));
        try (PhotoUploader uploader = deployment.cluster().uploader()) {
            photos.forEach(photo -> uploader.upload(photo, () -> {}));
            uploader.flush();
        }
        return photos;
    }
}
