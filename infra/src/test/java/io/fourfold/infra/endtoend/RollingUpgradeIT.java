package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.client.SearchEvents;
import io.fourfold.infra.local.Distribution;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.StreamsApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances are replaced, one after the other, by those of a release whose topologies have one more source each, and
 * one is rolled back. Meanwhile photos are uploaded, and questions asked over HTTP and by events.
 */
class RollingUpgradeIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int BEFORE = 12;
    private static final int PACE_MS = 700;
    private static final int ASKED_EVERY_MS = 50;

    @TempDir
    private static Path directory;

    private static Deployment deployment;
    private static Cluster cluster;
    private static Network network;
    private static List<PhotoFile> samples;
    private static PhotoUploader uploader;
    private static SearchEvents searches;
    private static final AtomicInteger UPLOADED = new AtomicInteger();
    private static final AtomicInteger SEARCHED = new AtomicInteger();
    private static final List<FourfoldApplication> LIVE = new CopyOnWriteArrayList<>();
    private static final Queue<String> PROBLEMS = new ConcurrentLinkedQueue<>();
    private static final Map<Integer, Integer> STATUSES = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() throws IOException {
        deployment = Deployment.start(directory);
        cluster = deployment.cluster();
        network = ModelBundle.loadDefault();
        samples = PhotoFile.find(List.of(Distribution.fromSystemProperty().samples())).stream()
                .filter(PhotoFile::fitsAnEvent)
                .toList();
        uploader = cluster.uploader();
        searches = cluster.searches();
    }

    @AfterAll
    static void stop() {
        LIVE.forEach(FourfoldApplication::close);
        searches.close();
        uploader.close();
        network.close();
        deployment.close();
    }

    @Test
    void shouldReplaceInstancesOneAfterTheOtherAndBack() throws Exception {
        FourfoldApplication one = started("one", UnaryOperator.identity());
        FourfoldApplication two = started("two", UnaryOperator.identity());
        IntStream.range(0, BEFORE).forEach(i -> upload());
        awaitIndexed();

        ScheduledExecutorService traffic = Executors.newScheduledThreadPool(2);
        traffic.scheduleWithFixedDelay(RollingUpgradeIT::uploadAndSearch, 0, PACE_MS, TimeUnit.MILLISECONDS);
        traffic.scheduleWithFixedDelay(RollingUpgradeIT::ask, 0, ASKED_EVERY_MS, TimeUnit.MILLISECONDS);
        stopped(one);
        one = started("one", RollingUpgradeIT::nextRelease);
        stopped(two);
        two = started("two", RollingUpgradeIT::nextRelease);
        awaitIndexed();
        stopped(one);
        started("one", UnaryOperator.identity());
        stopped(two);
        awaitIndexed();
        traffic.shutdown();
        assertThat(traffic.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        // What comes behind these has been decided before them.
        IntStream.range(0, BEFORE).forEach(i -> upload());
        awaitIndexed();
        assertThat(PROBLEMS).isEmpty();
        assertThat(STATUSES.get(200)).isGreaterThan(10);
        requireOneCaptionOfEach();
        requireOneAnswerOfEachSearch();
    }

    /** Adds a source to a topology, which a group of the streams protocol refuses. */
    private static StreamsApplication nextRelease(StreamsApplication application) {
        ApplicationId id =
                new ApplicationId(application.id().plain(), application.id().topologyVersion() + 1);
        Topology topology = application.topology();
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        topology.addSource("added", bytes, bytes, cluster.topics().wordEmbedded());
        topology.addProcessor("ignored", Ignoring::new, "added");
        application.properties().put(StreamsConfig.APPLICATION_ID_CONFIG, id.id());
        return new StreamsApplication(id, topology, application.properties(), application.changelogs());
    }

    private static final class Ignoring extends ContextualProcessor<byte[], byte[], Void, Void> {

        @Override
        public void process(Record<byte[], byte[]> ignored) {}
    }

    private static FourfoldApplication started(String name, UnaryOperator<StreamsApplication> release)
            throws InterruptedException {
        FourfoldApplication application =
                FourfoldApplication.start(FourfoldConfig.from(deployment.settings(name)), network, release);
        application.awaitReady(TIMEOUT);
        LIVE.add(application);
        return application;
    }

    private static void stopped(FourfoldApplication application) {
        LIVE.remove(application);
        application.close();
    }

    private static void uploadAndSearch() {
        upload();
        String queryId = "search-" + SEARCHED.getAndIncrement();
        searches.request(
                queryId, SearchRequested.newBuilder().setText("a dog").setK(3).build());
    }

    private static void upload() {
        int i = UPLOADED.getAndIncrement();
        uploader.upload(new PhotoFile(id(i), samples.get(i % samples.size()).path()), () -> {});
        uploader.flush();
    }

    private static void ask() {
        for (FourfoldApplication application : LIVE) {
            try {
                ask(new Endpoint(application.httpAddress()));
            } catch (IOException | InterruptedException | RuntimeException e) {
                if (LIVE.contains(application)) {
                    PROBLEMS.add(e.toString());
                }
            }
        }
    }

    /** Each photo of those at the beginning is there, or the answer says that it may not be. */
    private static void ask(Endpoint endpoint) throws IOException, InterruptedException {
        for (int i = 0; i < BEFORE; i++) {
            Endpoint.Answer found = endpoint.get("/v1/images/" + id(i));
            STATUSES.merge(found.status(), 1, Integer::sum);
            if (found.status() != 200 && found.status() != 503) {
                PROBLEMS.add(found.toString());
            }
        }
        Endpoint.Answer similar = endpoint.get("/v1/images/" + id(0) + "/similar?k=100");
        if (similar.complete() && similar.json().get("hits").size() < BEFORE - 1) {
            PROBLEMS.add(similar.toString());
        }
    }

    private static void awaitIndexed() {
        int uploads = UPLOADED.get();
        for (FourfoldApplication application : LIVE) {
            Endpoint endpoint = new Endpoint(application.httpAddress());
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .ignoreExceptions()
                    .until(() -> IntStream.range(0, uploads).allMatch(i -> status(endpoint, i) == 200));
        }
    }

    private static int status(Endpoint endpoint, int photo) {
        try {
            return endpoint.get("/v1/images/" + id(photo)).status();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireOneCaptionOfEach() {
        List<String> ids = IntStream.range(0, UPLOADED.get())
                .mapToObj(RollingUpgradeIT::id)
                .toList();
        try (TopicView<ImageCaptioned> captions = deployment.captions()) {
            captions.awaitValues(ids);
            assertThat(captions.records()).isEqualTo(ids.size());
        }
    }

    private static void requireOneAnswerOfEachSearch() {
        List<SearchEvents.Answer> answers = new ArrayList<>();
        Awaitility.await().atMost(TIMEOUT).until(() -> {
            answers.addAll(searches.poll(Duration.ofMillis(100)));
            return answers.size() >= SEARCHED.get();
        });
        assertThat(answers)
                .extracting(SearchEvents.Answer::queryId)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SEARCHED.get())
                        .mapToObj(i -> "search-" + i)
                        .toList());
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.completed().getError()).isNull();
            assertThat(answer.completed().getHits()).hasSize(3);
        });
    }

    private static String id(int i) {
        return "photo-" + i;
    }
}
