package io.fourfold.topology.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.model.Network;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.access.Doorkeeper;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.deadletter.DeadLetters;
import io.fourfold.topology.deadletter.LetterPhotos;
import io.fourfold.topology.feed.Feed;
import io.fourfold.topology.feed.FeedLog;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.map.Maps;
import io.fourfold.topology.peer.PeerRoute;
import io.fourfold.topology.photo.TestLoaders;
import io.fourfold.topology.query.ImageQueries;
import io.fourfold.topology.query.PhotoQueries;
import io.fourfold.topology.query.StoredPhotos;
import io.fourfold.topology.query.TextQueries;
import io.fourfold.topology.shard.IndexState;
import io.fourfold.topology.shard.OneIndex;
import io.fourfold.topology.shard.ShardReader;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.text.BatchInversion;
import io.fourfold.topology.text.InversionQueue;
import io.fourfold.topology.text.SearchMethod;
import io.fourfold.topology.text.SearchMetrics;
import io.fourfold.topology.tls.Certificates;
import io.fourfold.topology.tracing.Tracing;
import io.fourfold.topology.upload.UploadEvents;
import io.fourfold.topology.words.TestWords;
import io.fourfold.topology.words.WordStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The HTTP API on a free port, in front of any index; each of its answers must be as {@link OpenApiContract} has it. */
public final class ApiFixture implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final OpenApiContract CONTRACT = new OpenApiContract();

    private final HttpClient client = HttpClient.newHttpClient();
    private final InversionQueue inversions;
    private final Maps maps;
    private final MockProducer<String, byte[]> produced;
    private final FeedLog log = new FeedLog("api");
    private final Feed feed;
    private final Certificates certificates;
    private final HttpApi api;
    private volatile Status.Now status = FixedStatus.troubled();

    /** A response, its body read as JSON if it is. */
    public record Answer(int status, String contentType, String body, HttpResponse<String> response) {

        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + body, e);
            }
        }
    }

    public <S extends IndexState & ShardReader> ApiFixture(S state, Health health) {
        this(state, TestWords.storeOf(new TestNetwork()), health);
    }

    <S extends IndexState & ShardReader> ApiFixture(S state, WordStore words, Health health) {
        this(state, words, new Work(new TestNetwork(), 2, true), health);
    }

    /**
     * What the instance can do besides answering from the index.
     *
     * @param photosAtOnce photos that are not stored and may be asked about at the same time
     * @param inverting false lets one text wait for ever
     * @param methods of text search that may be asked for
     */
    record Work(Network network, int photosAtOnce, boolean inverting, Set<SearchMethod> methods) {

        Work(Network network, int photosAtOnce, boolean inverting) {
            this(network, photosAtOnce, inverting, Set.of(SearchMethod.INVERSION));
        }
    }

    <S extends IndexState & ShardReader> ApiFixture(S state, WordStore words, Work work, Health health) {
        this(state, words, work, OneDeadLetter.letters(work.inverting()), health);
    }

    <S extends IndexState & ShardReader> ApiFixture(S state, DeadLetters deadLetters, Health health) {
        this(state, TestWords.storeOf(new TestNetwork()), new Work(new TestNetwork(), 2, true), deadLetters, health);
    }

    <S extends IndexState & ShardReader> ApiFixture(S state, Health health, Doorkeeper doorkeeper) {
        this(state, health, doorkeeper, Map.of());
    }

    /** With further settings. */
    public <S extends IndexState & ShardReader> ApiFixture(S state, Health health, Map<String, String> settings) {
        this(state, health, Doorkeeper.OPEN, settings);
    }

    <S extends IndexState & ShardReader> ApiFixture(
            S state, Health health, Doorkeeper doorkeeper, Map<String, String> settings) {
        this(
                state,
                TestWords.storeOf(new TestNetwork()),
                new Work(new TestNetwork(), 2, true),
                OneDeadLetter.letters(true),
                health,
                doorkeeper,
                settings);
    }

    private <S extends IndexState & ShardReader> ApiFixture(
            S state, WordStore words, Work work, DeadLetters deadLetters, Health health) {
        this(state, words, work, deadLetters, health, Doorkeeper.OPEN, Map.of());
    }

    <S extends IndexState & ShardReader> ApiFixture(
            S state, WordStore words, Work work, DeadLetters deadLetters, Health health, Doorkeeper doorkeeper) {
        this(state, words, work, deadLetters, health, doorkeeper, Map.of());
    }

    private <S extends IndexState & ShardReader> ApiFixture(
            S state,
            WordStore words,
            Work work,
            DeadLetters deadLetters,
            Health health,
            Doorkeeper doorkeeper,
            Map<String, String> more) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        FourfoldMetrics metrics = new FourfoldMetrics(registry);
        metrics.indexedPhotos(state::indexedPhotos);
        PhotoQueries photos = new PhotoQueries(work::network, work.photosAtOnce(), patience(work.photosAtOnce() > 0));
        inversions = new InversionQueue(
                new BatchInversion(work.network()), new SearchMetrics(registry), work.inverting() ? 2 : 1, 8, 100);
        if (!work.inverting()) {
            inversions.close();
        }
        TextQueries texts = new TextQueries(
                work.network(),
                inversions,
                state,
                metrics,
                new TextQueries.Limits(work.methods(), patience(work.inverting()), 2),
                System::nanoTime);
        OneIndex index = new OneIndex(state);
        Map<String, String> all = new HashMap<>(more);
        all.put(Setting.HTTP_PORT.key(), "0");
        all.put(Setting.HTTP_PEER_PORT.key(), "0");
        all.put(Setting.HTTP_MANAGEMENT_PORT.key(), "0");
        FourfoldConfig settings = FourfoldConfig.from(all);
        certificates = Certificates.of(settings.http());
        produced = new MockProducer<>(work.inverting(), null, new StringSerializer(), new ByteArraySerializer());
        maps = new Maps(words, index, work::network, System::nanoTime);
        feed = log.feed(1 << 20, registry, Clock.systemUTC(), System::nanoTime, FeedJson::event);
        api = new HttpApi(
                settings.http(),
                certificates,
                doorkeeper,
                new ImageQueries(index, metrics),
                state,
                photos,
                new StoredPhotos(TestLoaders.onThisMachine(Duration.ofSeconds(5), URI.create("file:///")), 2),
                () -> texts,
                words,
                maps,
                deadLetters,
                new UploadEvents(
                        TestDriver.TOPICS.imageUploaded(),
                        () -> produced,
                        TestDriver.serdes("api").<ImageUploaded>forValues().serializer(),
                        Duration.ofSeconds(1)),
                new Pictures(Optional.of(FourfoldConfig.PictureSettings.THUMBNAIL_PATH)),
                new LetterPhotos(deadLetters, OneDeadLetter.uploads()),
                feed,
                health,
                () -> status,
                registry,
                Tracing.OFF);
        api.start();
    }

    private static Duration patience(boolean worthIt) {
        return worthIt ? Duration.ofSeconds(5) : Duration.ZERO;
    }

    /** What the feed tells. */
    FeedLog log() {
        return log;
    }

    /** The feed tells nothing any more. */
    void endFeed() {
        feed.close();
    }

    /** From now on, the status is this. */
    void be(Status.Now now) {
        status = now;
    }

    /** Every route. */
    List<Route> routes() {
        return api.routes();
    }

    /** The port of whichever listener has the path. */
    public int port(String path) {
        if (path.startsWith(PeerRoute.PREFIX)) {
            return api.peerPort();
        }
        return path.startsWith("/health/") || path.equals("/metrics") ? api.managementPort() : api.port();
    }

    Answer get(String path) throws Exception {
        return send(request(path).GET());
    }

    public Answer post(String path, byte[] body) throws Exception {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Answer put(String path, byte[] body) throws Exception {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Answer delete(String path) throws Exception {
        return send(request(path).DELETE());
    }

    /** What was uploaded and deleted. */
    MockProducer<String, byte[]> produced() {
        return produced;
    }

    Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(
                request.build(),
                info -> info.headers()
                                .firstValue("Content-Type")
                                .filter("text/event-stream"::equals)
                                .isPresent()
                        ? new FirstEvents()
                        : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8));
        CONTRACT.check(response);
        String contentType = response.headers().firstValue("Content-Type").orElse("");
        return new Answer(response.statusCode(), contentType, response.body(), response);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(path) + path));
    }

    @Override
    public void close() {
        feed.close();
        api.close();
        certificates.close();
        maps.close();
        inversions.close();
    }
}
