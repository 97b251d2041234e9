package io.fourfold.topology.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.decoder.Caption;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.http.ApiFixture;
import io.fourfold.topology.http.DescribedPhotos;
import io.fourfold.topology.http.FixedHealth;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.shard.CaptionedImage;
import io.fourfold.topology.shard.ShardAnswer;
import io.fourfold.topology.shard.ShardQuery;
import io.fourfold.topology.shard.ShardRequest;
import io.fourfold.topology.shard.TestIndexState;
import io.fourfold.topology.similarity.Cursor;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One instance asks another, over real HTTP. */
class HttpPeersTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final float[] VECTOR = TestNetwork.embedding(TestNetwork.photo("a"));

    @TempDir
    static Path directory;

    private static TestDriver driver;
    private static ApiFixture api;
    private static HttpPeers peers;

    @BeforeAll
    static void setUp() {
        driver = new TestDriver(
                "peers",
                directory,
                (serdes, metrics) -> new IndexTopology(TestDriver.TOPICS, serdes, metrics, TestNetwork.AXES).build());
        for (String id : List.of("a", "b", "c")) {
            DescribedPhotos.store(driver, id, "album", TestNetwork.photo(id));
        }
        api = new ApiFixture(new TestIndexState(driver.driver()), new FixedHealth(true, true));
        peers = new HttpPeers(new SimpleMeterRegistry());
    }

    @AfterAll
    static void tearDown() {
        peers.close();
        api.close();
        driver.close();
    }

    @Test
    void shouldBringBackTheHitsOfThosePartitionsThatAreThere() throws Exception {
        SimilarImages query = new SimilarImages(
                VECTOR,
                2,
                -1,
                Optional.of("owner of c"),
                Optional.of("album"),
                Optional.of("b"),
                Optional.of(new Cursor(new SimilarImage("a", 0.5f), 3)));

        List<ShardAnswer<SimilarImages.Hits>> answers =
                send(new ShardQuery.Similar(query)).get();
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.partition()).isZero();
            assertThat(answer.active()).isTrue();
            assertThat(answer.value().hits()).extracting(SimilarImage::imageId).containsExactly("c");
        });
    }

    @Test
    void shouldBringBackEmbeddingsToTheLastBit() throws Exception {
        var answers =
                send(new ShardQuery.Embeddings(Map.of(0, List.of("a", "none")))).get();

        Map<String, IndexedImage> found = answers.get(0).value();
        assertThat(found).containsOnlyKeys("a");
        assertThat(found.get("a").vector()).isEqualTo(VECTOR);
        assertThat(found.get("a").owner()).contains("owner of a");
    }

    @Test
    void shouldBringBackCaptions() throws Exception {
        var answers = send(new ShardQuery.Captions(Map.of(0, List.of("a")))).get();

        assertThat(answers.get(0).value())
                .containsEntry(
                        "a",
                        new CaptionedImage(
                                List.of(new Caption("caption of a", -3.5, OptionalDouble.of(0.5))),
                                TestNetwork.VERSION,
                                "ab".repeat(32),
                                Optional.of("owner of a"),
                                Optional.of("album"),
                                Optional.of("file of a"),
                                Optional.empty()));
    }

    @Test
    void shouldFailIfNothingListens() throws Exception {
        ApiFixture stopped = new ApiFixture(new TestIndexState(driver.driver()), new FixedHealth(true, true));
        HostInfo address = new HostInfo("127.0.0.1", stopped.port(PeerRoute.PREFIX));
        stopped.close();

        assertThatThrownBy(() -> peers.send(address, request(similar(), TestNetwork.VERSION), TIMEOUT)
                        .get())
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void shouldTellWhenThePeerDoesNotAnswerInTime() throws Exception {
        try (ServerSocket hung = new ServerSocket(0)) {
            HostInfo address = new HostInfo("127.0.0.1", hung.getLocalPort());

            assertThatThrownBy(() -> peers.send(address, request(similar(), TestNetwork.VERSION), Duration.ofMillis(50))
                            .get())
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void shouldTimeRequestsByWhatBecameOfThem() throws Exception {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (HttpPeers timed = new HttpPeers(metrics);
                ServerSocket hung = new ServerSocket(0)) {
            timed.send(address(), request(similar(), TestNetwork.VERSION), TIMEOUT)
                    .get();
            CompletableFuture<?> another = timed.send(address(), request(similar(), "another"), TIMEOUT);
            CompletableFuture<?> late = timed.send(
                    new HostInfo("127.0.0.1", hung.getLocalPort()),
                    request(similar(), TestNetwork.VERSION),
                    Duration.ofMillis(50));

            assertThatThrownBy(another::get).isInstanceOf(ExecutionException.class);
            assertThatThrownBy(late::get).isInstanceOf(ExecutionException.class);
        }

        for (String outcome : List.of("answered", "failed", "timed-out")) {
            assertThat(metrics.get("fourfold.peers.requests")
                            .tag("outcome", outcome)
                            .timer()
                            .count())
                    .as(outcome)
                    .isOne();
        }
    }

    @Test
    void shouldFailIfThePeerHasAnotherModel() {
        assertThatThrownBy(() -> peers.send(address(), request(similar(), "another"), TIMEOUT)
                        .get())
                .hasMessageContaining("status 503");
    }

    @Test
    void shouldAnswerOnlyInstancesThatKnowTheSecret() throws Exception {
        String secret = "0123456789abcdef";
        try (ApiFixture guarded = new ApiFixture(
                        new TestIndexState(driver.driver()),
                        new FixedHealth(true, true),
                        Map.of(Setting.HTTP_PEER_SECRET.key(), secret));
                HttpPeers knowing = new HttpPeers(Optional.of(secret), Optional.empty(), new SimpleMeterRegistry());
                HttpPeers guessing =
                        new HttpPeers(Optional.of(secret + "0"), Optional.empty(), new SimpleMeterRegistry())) {
            HostInfo address = new HostInfo("127.0.0.1", guarded.port(PeerRoute.PREFIX));
            ShardRequest<SimilarImages.Hits> request = request(similar(), TestNetwork.VERSION);

            assertThat(knowing.send(address, request, TIMEOUT).get()).isNotEmpty();
            assertThatThrownBy(() -> guessing.send(address, request, TIMEOUT).get())
                    .hasMessageContaining("status 401");
            assertThatThrownBy(() -> peers.send(address, request, TIMEOUT).get())
                    .hasMessageContaining("status 401");
            assertThat(guarded.post("/internal/v1/none", new byte[0]).status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "{\"query\": {}, \"partitions\": [0], \"modelVersion\": \"test-1\"}"})
    void shouldAnswer400ForOtherThanQueries(String body) throws Exception {
        assertThat(api.post("/internal/v1/similar", body.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
    }

    private static <A> CompletableFuture<List<ShardAnswer<A>>> send(ShardQuery<A> query) {
        return peers.send(address(), request(query, TestNetwork.VERSION), TIMEOUT);
    }

    private static <A> ShardRequest<A> request(ShardQuery<A> query, String modelVersion) {
        return new ShardRequest<>(query, Set.of(0, 1), OptionalLong.of(10), modelVersion, Long.MAX_VALUE);
    }

    private static ShardQuery.Similar similar() {
        return new ShardQuery.Similar(SimilarImages.of(VECTOR, 10));
    }

    private static HostInfo address() {
        return new HostInfo("127.0.0.1", api.port(PeerRoute.PREFIX));
    }
}
