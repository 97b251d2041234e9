package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.topology.access.Caller;
import io.fourfold.topology.access.Scope;
import io.fourfold.topology.access.TestDoors;
import io.fourfold.topology.access.TestProvider;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.shard.FakeIndexState;
import io.fourfold.topology.shard.TestIndexState;
import io.fourfold.topology.similarity.Visibility;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.words.TestWords;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The description of the API is true: of every route, every parameter and every answer. */
class OpenApiTest {

    private static final byte[] PHOTO = TestNetwork.photo("photo 0");
    private static final byte[] NOTHING = {};

    @TempDir
    static Path directory;

    private static TestDriver driver;

    /** Answers everything. */
    private static ApiFixture healthy;

    /** Its index restores, its words are not read, it is busy with other photos. */
    private static ApiFixture unready;

    /** Has more texts to invert than it can take. */
    private static ApiFixture busy;

    /** Its network cannot search by text. */
    private static ApiFixture textless;

    /** Its network cannot explain. */
    private static ApiFixture mute;

    /** Everybody sees the photos of one owner. */
    private static ApiFixture restricted;

    /** Lets nobody in without a credential. */
    private static ApiFixture guarded;

    /** As {@link #guarded}, but the login provider is away. */
    private static ApiFixture adrift;

    private static TestProvider provider;

    private static final OpenApiContract CONTRACT = new OpenApiContract();

    /** An instance in a certain state. */
    enum State {
        HEALTHY,
        UNREADY,
        BUSY,
        TEXTLESS,
        MUTE,
        RESTRICTED,
        GUARDED,
        ADRIFT
    }

    /**
     * A request and the response that it must have.
     *
     * @param atHand ETag of the answer that the client has already
     * @param origin of the page that sends it
     */
    record Exchange(
            State state, String method, String path, byte[] body, String atHand, String origin, String response) {

        private static final String NONE = "\"none\"";
        private static final String ANY = "*";
        private static final String OWN = "same-origin";

        /** A healthy instance is asked whether its answer is another one. */
        static Exchange unchanged(String path, String response) {
            return new Exchange(State.HEALTHY, "GET", path, NOTHING, ANY, OWN, "GET " + response);
        }

        static Exchange get(State state, String path, String response) {
            return new Exchange(state, "GET", path, NOTHING, NONE, OWN, "GET " + response);
        }

        static Exchange post(State state, String path, byte[] body, String response) {
            return new Exchange(state, "POST", path, body, NONE, OWN, "POST " + response);
        }

        static Exchange put(State state, String path, byte[] body, String response) {
            return new Exchange(state, "PUT", path, body, NONE, OWN, "PUT " + response);
        }

        static Exchange delete(State state, String path, String response) {
            return new Exchange(state, "DELETE", path, NOTHING, NONE, OWN, "DELETE " + response);
        }

        /** A page of another site asks. */
        Exchange fromElsewhere() {
            return new Exchange(state, method, path, body, atHand, "cross-site", response);
        }

        @Override
        public String toString() {
            return response + " when " + state;
        }
    }

    @BeforeAll
    static void setUp() throws Exception {
        driver = new TestDriver(
                "openapi",
                directory,
                (serdes, metrics) -> new IndexTopology(TestDriver.TOPICS, serdes, metrics, TestNetwork.AXES).build());
        DescribedPhotos.store(driver, "photo-0", "album", PHOTO);
        DescribedPhotos.show(driver, "photo-0", PHOTO);
        DescribedPhotos.store(driver, "kept", PHOTO, directory.resolve("kept.jpg"));
        DescribedPhotos.store(driver, "gone", TestNetwork.photo("gone"), directory.resolve("gone.jpg"));
        Files.delete(directory.resolve("gone.jpg"));
        DescribedPhotos.store(driver, "photo-1", "album", TestNetwork.photo("photo 1"));
        healthy = new ApiFixture(new TestIndexState(driver.driver()), new FixedHealth(true, true));
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(healthy.get("/v1/maps/words").status()).isEqualTo(200);
            assertThat(healthy.get("/v1/maps/images").status()).isEqualTo(200);
        });
        unready = new ApiFixture(
                new FakeIndexState(() -> {
                    throw new NotReadyException("restoring");
                }),
                TestWords.emptyStore(),
                new ApiFixture.Work(new TestNetwork(), 0, true),
                new FixedHealth(false, false));
        unready.endFeed();
        busy = new ApiFixture(
                new TestIndexState(driver.driver()),
                TestWords.emptyStore(),
                new ApiFixture.Work(new TestNetwork(), 0, false),
                new FixedHealth(true, true));
        busy.get("/v1/search?q=dog");
        textless = new ApiFixture(
                new TestIndexState(driver.driver()),
                TestWords.emptyStore(),
                new ApiFixture.Work(TestNetwork.withoutTextSearch(), 0, true),
                new FixedHealth(true, true));
        mute = new ApiFixture(
                new TestIndexState(driver.driver()),
                TestWords.emptyStore(),
                new ApiFixture.Work(TestNetwork.withoutExplanations(), 2, true),
                new FixedHealth(true, true));
        restricted = new ApiFixture(
                new TestIndexState(driver.driver()),
                new FixedHealth(true, true),
                (credential, address) -> new Caller(
                        "owner", EnumSet.allOf(Scope.class), new Visibility(Set.of("owner of photo-1"), Set.of())));
        provider = new TestProvider();
        provider.beganBy("verifier");
        guarded = new ApiFixture(
                new TestIndexState(driver.driver()),
                new FixedHealth(true, true),
                new TestDoors().doorkeeper(provider.settings()));
        adrift = new ApiFixture(
                new TestIndexState(driver.driver()),
                new FixedHealth(true, true),
                new TestDoors().doorkeeper(TestProvider.away()));
    }

    @AfterAll
    static void tearDown() {
        adrift.close();
        guarded.close();
        provider.close();
        restricted.close();
        mute.close();
        textless.close();
        busy.close();
        unready.close();
        healthy.close();
        driver.close();
    }

    @Test
    void shouldBeAValidDocument() throws Exception {
        ApiFixture.Answer answer = healthy.get("/openapi.json");

        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(answer.body());
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).startsWith("3.1");
    }

    @Test
    void shouldDescribeExactlyTheRoutesThatThereAre() throws Exception {
        Stream<String> forUsers = healthy.get("/v1")
                .json()
                .get("routes")
                .valueStream()
                .map(route ->
                        route.get("method").asText() + " " + route.get("path").asText());
        Stream<String> forOthers = routesForOthers().map(route -> route.method() + " " + route.path());

        assertThat(CONTRACT.operations().keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Stream.of("GET /v1"), forUsers, forOthers)
                        .flatMap(routes -> routes)
                        .toList());
    }

    @Test
    void shouldNameTheScopeOfEveryRoute() {
        Map<String, Set<String>> described = CONTRACT.operations().entrySet().stream()
                .filter(operation -> !operation.getKey().equals("GET /v1"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        operation -> scopes(operation.getValue().get("security"))));
        Map<String, Set<String>> needed = Stream.concat(healthy.routes().stream(), routesForOthers())
                .collect(Collectors.toMap(
                        route -> route.method().name() + " " + route.path(),
                        route -> route.scope().map(Scope::label).stream().collect(Collectors.toSet())));

        assertThat(described).isEqualTo(needed);
    }

    /** On the listeners of other instances, of probes and of Prometheus. */
    private static Stream<Route> routesForOthers() {
        return Stream.of(
                        new PeerResource(null).routes(),
                        new HealthResource(null).routes(),
                        new MetricsResource(null).routes())
                .flatMap(List::stream);
    }

    /** By every scheme the same. */
    private static Set<String> scopes(JsonNode security) {
        assertThat(security.isEmpty() || security.size() == 2).isTrue();
        return security.valueStream()
                .flatMap(JsonNode::valueStream)
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void shouldAnswerAsDescribed(Exchange exchange) throws Exception {
        ApiFixture api = switch (exchange.state()) {
            case HEALTHY -> healthy;
            case UNREADY -> unready;
            case BUSY -> busy;
            case TEXTLESS -> textless;
            case MUTE -> mute;
            case RESTRICTED -> restricted;
            case GUARDED -> guarded;
            case ADRIFT -> adrift;
        };
        ApiFixture.Answer answer = api.send(api.request(exchange.path())
                .header("If-None-Match", exchange.atHand())
                .header("Sec-Fetch-Site", exchange.origin())
                .header("Cookie", "fourfold-login=state.verifier")
                .method(exchange.method(), HttpRequest.BodyPublishers.ofByteArray(exchange.body())));

        assertThat(CONTRACT.check(answer.response())).as(answer.body()).isEqualTo(exchange.response());
    }

    @Test
    void shouldBeTriedInEveryResponse() {
        Set<String> tried = exchanges().map(Exchange::response).collect(Collectors.toSet());

        assertThat(tried).containsExactlyInAnyOrderElementsOf(CONTRACT.responses());
    }

    @Test
    void shouldDescribeTheBoundsOfEveryParameter() throws Exception {
        for (var operation : CONTRACT.operations().entrySet()) {
            for (JsonNode reference : operation.getValue().path("parameters")) {
                JsonNode parameter = CONTRACT.resolved(reference);
                if (parameter.at("/schema/maximum").isNumber()) {
                    double tooMuch = parameter.at("/schema/maximum").asDouble() + 1;
                    assertRefused(operation.getKey(), parameter, Long.toString(Math.round(tooMuch)));
                }
            }
        }
    }

    private static void assertRefused(String operation, JsonNode parameter, String value) throws Exception {
        String name = parameter.get("name").asText();
        String path = operation.split(" ")[1].replace("{id}", "photo-0").replace("{word}", "man");
        String query = path + "?q=dog&a=man&b=men&c=woman&" + name + "=" + value;
        ApiFixture.Answer answer = operation.startsWith("GET") ? healthy.get(query) : healthy.post(query, PHOTO);

        assertThat(answer.status()).as("%s of %s", name, operation).isEqualTo(400);
        assertThat(answer.json().get("parameter").asText()).isEqualTo(name);
    }

    static Stream<Exchange> exchanges() {
        return Stream.of(
                        operation(),
                        sessions(),
                        images(),
                        bodies(),
                        explanations(),
                        searches(),
                        wordsAndMaps(),
                        deadLetters(),
                        betweenInstances())
                .flatMap(exchanges -> exchanges);
    }

    private static Stream<Exchange> operation() {
        return Stream.of(
                Exchange.get(State.HEALTHY, "/v1", "/v1 200"),
                Exchange.get(State.HEALTHY, "/v1/status", "/v1/status 200"),
                Exchange.get(State.RESTRICTED, "/v1/status", "/v1/status 200"),
                Exchange.get(State.HEALTHY, "/v1/feed", "/v1/feed 200"),
                Exchange.get(State.HEALTHY, "/v1/feed?last=-1", "/v1/feed 400"),
                Exchange.get(State.UNREADY, "/v1/feed", "/v1/feed 503"),
                Exchange.get(State.HEALTHY, "/openapi.json", "/openapi.json 200"),
                Exchange.get(State.HEALTHY, "/metrics", "/metrics 200"),
                Exchange.get(State.HEALTHY, "/health/live", "/health/live 200"),
                Exchange.get(State.UNREADY, "/health/live", "/health/live 503"),
                Exchange.get(State.HEALTHY, "/health/ready", "/health/ready 200"),
                Exchange.get(State.UNREADY, "/health/ready", "/health/ready 503"));
    }

    private static Stream<Exchange> sessions() {
        String path = "/v1/session";
        byte[] large = new byte[SessionCookie.LONGEST + 1];
        return Stream.of(
                Exchange.get(State.HEALTHY, path, path + " 200"),
                Exchange.get(State.GUARDED, path, path + " 200"),
                Exchange.post(State.HEALTHY, path, "any".getBytes(), path + " 200"),
                Exchange.post(State.GUARDED, path, "any".getBytes(), path + " 401"),
                Exchange.post(State.HEALTHY, path, large, path + " 413"),
                Exchange.delete(State.HEALTHY, path, path + " 204"),
                Exchange.post(State.HEALTHY, path, NOTHING, path + " 403").fromElsewhere(),
                Exchange.delete(State.HEALTHY, path, path + " 403").fromElsewhere(),
                Exchange.get(State.HEALTHY, path + "/login", path + "/login 404"),
                Exchange.get(State.GUARDED, path + "/login", path + "/login 302"),
                Exchange.get(State.ADRIFT, path + "/login", path + "/login 302"),
                Exchange.get(State.GUARDED, path + "/callback", path + "/callback 302"),
                Exchange.get(
                        State.GUARDED,
                        path + "/callback?state=state&code=" + TestProvider.CODE,
                        path + "/callback 302"),
                Exchange.get(State.HEALTHY, path + "/callback", path + "/callback 404"));
    }

    private static Stream<Exchange> images() {
        Stream<Exchange> one = Stream.of(
                Exchange.get(State.HEALTHY, "/v1/images/photo-0", "/v1/images/{id} 200"),
                Exchange.get(State.HEALTHY, "/v1/images/photo-0?minConfidence=2", "/v1/images/{id} 400"),
                Exchange.get(State.HEALTHY, "/v1/images/none", "/v1/images/{id} 404"),
                Exchange.get(State.UNREADY, "/v1/images/photo-0", "/v1/images/{id} 503"));
        Stream<Exchange> similar = Stream.of("similar", "duplicates").flatMap(kind -> {
            String path = "/v1/images/photo-0/" + kind;
            String name = "/v1/images/{id}/" + kind;
            return Stream.of(
                    Exchange.get(State.HEALTHY, path + "?minScore=-1&k=1", name + " 200"),
                    Exchange.get(State.HEALTHY, path + "?k=0", name + " 400"),
                    Exchange.get(State.HEALTHY, "/v1/images/none/" + kind, name + " 404"),
                    Exchange.get(State.UNREADY, path, name + " 503"));
        });
        return Stream.of(one, similar, listed(), sent()).flatMap(exchanges -> exchanges);
    }

    private static Stream<Exchange> listed() {
        String thumbnail = "/v1/images/{id}/thumbnail";
        return Stream.of(
                Exchange.get(State.HEALTHY, "/v1/images?k=1&album=album", "/v1/images 200"),
                Exchange.get(State.HEALTHY, "/v1/images?cursor=x", "/v1/images 400"),
                Exchange.get(State.UNREADY, "/v1/images", "/v1/images 503"),
                Exchange.get(State.HEALTHY, "/v1/images/photo-0/thumbnail", thumbnail + " 200"),
                Exchange.unchanged("/v1/images/photo-0/thumbnail", thumbnail + " 304"),
                Exchange.get(State.HEALTHY, "/v1/images/photo-1/thumbnail", thumbnail + " 404"),
                Exchange.get(State.UNREADY, "/v1/images/photo-0/thumbnail", thumbnail + " 503"));
    }

    private static Stream<Exchange> sent() {
        String path = "/v1/images/new";
        String name = "/v1/images/{id}";
        return Stream.of(
                Exchange.put(State.HEALTHY, path + "?owner=ann&fileName=a.jpg", PHOTO, name + " 202"),
                Exchange.put(State.HEALTHY, path, NOTHING, name + " 400"),
                Exchange.put(State.RESTRICTED, path + "?owner=ann", PHOTO, name + " 400"),
                Exchange.put(State.RESTRICTED, "/v1/images/photo-0", PHOTO, name + " 404"),
                Exchange.put(State.HEALTHY, path, new byte[PhotoBody.MAX_BYTES], name + " 413"),
                Exchange.put(State.HEALTHY, path, "text".getBytes(), name + " 415"),
                Exchange.put(State.BUSY, path, PHOTO, name + " 503"),
                Exchange.delete(State.HEALTHY, path, name + " 202"),
                Exchange.delete(State.RESTRICTED, "/v1/images/photo-0", name + " 404"),
                Exchange.delete(State.BUSY, path, name + " 503"));
    }

    private static Stream<Exchange> bodies() {
        byte[] truncated = Arrays.copyOf(PHOTO, PHOTO.length - 2);
        byte[] large = new byte[PhotoBody.MAX_BYTES + 1];
        return Stream.of("/v1/images/similar", "/v1/captions")
                .flatMap(path -> Stream.of(
                        Exchange.post(State.HEALTHY, path, PHOTO, path + " 200"),
                        Exchange.post(State.HEALTHY, path, NOTHING, path + " 400"),
                        Exchange.post(State.HEALTHY, path, large, path + " 413"),
                        Exchange.post(State.HEALTHY, path, "text".getBytes(), path + " 415"),
                        Exchange.post(State.HEALTHY, path, truncated, path + " 422"),
                        Exchange.post(State.UNREADY, path, PHOTO, path + " 503")));
    }

    private static Stream<Exchange> explanations() {
        String body = "/v1/explanations";
        String stored = "/v1/images/{id}/explanation";
        Stream<Exchange> ofBody = Stream.of(
                Exchange.post(State.HEALTHY, body + "?word=dog", PHOTO, body + " 200"),
                Exchange.post(State.HEALTHY, body + "?q=dog%20xylophone", PHOTO, body + " 200"),
                Exchange.post(State.HEALTHY, body + "?image=photo-1", PHOTO, body + " 200"),
                Exchange.post(State.HEALTHY, body, PHOTO, body + " 400"),
                Exchange.post(State.HEALTHY, body + "?word=dog&q=dog", PHOTO, body + " 400"),
                Exchange.post(State.HEALTHY, body + "?word=dog", NOTHING, body + " 400"),
                Exchange.post(State.HEALTHY, body + "?q=xylophone", PHOTO, body + " 400"),
                Exchange.post(State.HEALTHY, body + "?word=xylophone", PHOTO, body + " 404"),
                Exchange.post(State.HEALTHY, body + "?image=none", PHOTO, body + " 404"),
                Exchange.post(State.HEALTHY, body + "?word=dog", new byte[PhotoBody.MAX_BYTES + 1], body + " 413"),
                Exchange.post(State.HEALTHY, body + "?word=dog", "text".getBytes(), body + " 415"),
                Exchange.post(State.HEALTHY, body + "?word=dog", Arrays.copyOf(PHOTO, PHOTO.length - 2), body + " 422"),
                Exchange.post(State.BUSY, body + "?q=dog", PHOTO, body + " 429"),
                Exchange.post(State.MUTE, body + "?word=dog", PHOTO, body + " 501"),
                Exchange.post(State.TEXTLESS, body + "?q=dog", PHOTO, body + " 501"),
                Exchange.post(State.UNREADY, body + "?word=dog", PHOTO, body + " 503"));
        Stream<Exchange> ofStored = Stream.of(
                Exchange.get(State.HEALTHY, "/v1/images/kept/explanation?word=dog", stored + " 200"),
                Exchange.get(State.HEALTHY, "/v1/images/kept/explanation", stored + " 400"),
                Exchange.get(State.HEALTHY, "/v1/images/none/explanation?word=dog", stored + " 404"),
                Exchange.get(State.HEALTHY, "/v1/images/kept/explanation?word=xylophone", stored + " 404"),
                Exchange.get(State.HEALTHY, "/v1/images/photo-0/explanation?word=dog", stored + " 409"),
                Exchange.get(State.HEALTHY, "/v1/images/gone/explanation?word=dog", stored + " 422"),
                Exchange.get(State.BUSY, "/v1/images/kept/explanation?q=dog", stored + " 429"),
                Exchange.get(State.MUTE, "/v1/images/kept/explanation?word=dog", stored + " 501"),
                Exchange.get(State.UNREADY, "/v1/images/kept/explanation?word=dog", stored + " 503"));
        return Stream.concat(ofBody, ofStored);
    }

    private static Stream<Exchange> searches() {
        String search = "/v1/search";
        return Stream.of(
                Exchange.get(State.HEALTHY, search + "?q=dog%20xylophone", search + " 200"),
                Exchange.get(State.HEALTHY, search + "?k=1", search + " 400"),
                Exchange.get(State.HEALTHY, search + "?q=xylophone", search + " 400"),
                Exchange.get(State.BUSY, search + "?q=dog", search + " 429"),
                Exchange.get(State.TEXTLESS, search + "?q=dog", search + " 501"),
                Exchange.get(State.UNREADY, search + "?q=dog", search + " 503"));
    }

    private static Stream<Exchange> wordsAndMaps() {
        String similar = "/v1/words/{word}/similar";
        String analogy = "/v1/words/analogy";
        return Stream.of(
                Exchange.get(State.HEALTHY, "/v1/maps/words", "/v1/maps/words 200"),
                Exchange.unchanged("/v1/maps/words", "/v1/maps/words 304"),
                Exchange.get(State.UNREADY, "/v1/maps/words", "/v1/maps/words 503"),
                Exchange.get(State.HEALTHY, "/v1/maps/images", "/v1/maps/images 200"),
                Exchange.unchanged("/v1/maps/images", "/v1/maps/images 304"),
                Exchange.get(State.UNREADY, "/v1/maps/images", "/v1/maps/images 503"),
                Exchange.get(State.HEALTHY, "/v1/words?prefix=wo", "/v1/words 200"),
                Exchange.get(State.HEALTHY, "/v1/words?k=0", "/v1/words 400"),
                Exchange.get(State.UNREADY, "/v1/words", "/v1/words 503"),
                Exchange.get(State.HEALTHY, "/v1/words/man/similar", similar + " 200"),
                Exchange.get(State.HEALTHY, "/v1/words/man/similar?k=0", similar + " 400"),
                Exchange.get(State.HEALTHY, "/v1/words/womann/similar", similar + " 404"),
                Exchange.get(State.UNREADY, "/v1/words/man/similar", similar + " 503"),
                Exchange.get(State.HEALTHY, analogy + "?a=man&b=men&c=woman", analogy + " 200"),
                Exchange.get(State.HEALTHY, analogy + "?a=man&b=men", analogy + " 400"),
                Exchange.get(State.HEALTHY, analogy + "?a=man&b=men&c=womann", analogy + " 404"),
                Exchange.get(State.UNREADY, analogy + "?a=man&b=men&c=woman", analogy + " 503"));
    }

    private static Stream<Exchange> deadLetters() {
        String letters = "/v1/dead-letters";
        Stream<Exchange> list = Stream.of(
                Exchange.get(State.HEALTHY, letters + "?since=2020-01-31T00:00:00Z&k=1", letters + " 200"),
                Exchange.get(State.HEALTHY, letters + "?since=yesterday", letters + " 400"),
                Exchange.get(State.BUSY, letters, letters + " 503"));
        Stream<Exchange> done = Stream.of(letters + "/replay", letters + "/discard")
                .flatMap(path -> Stream.of(
                        Exchange.post(State.HEALTHY, path + "?all=true", NOTHING, path + " 200"),
                        Exchange.post(State.HEALTHY, path + "?id=x", NOTHING, path + " 400"),
                        Exchange.post(State.BUSY, path + "?all=true", NOTHING, path + " 503")));
        Stream<Exchange> one = Stream.of("", "/photo")
                .flatMap(part -> Stream.of(
                        Exchange.get(State.HEALTHY, letters + "/0-0" + part, letters + "/{id}" + part + " 200"),
                        Exchange.get(State.HEALTHY, letters + "/0" + part, letters + "/{id}" + part + " 400"),
                        Exchange.get(State.HEALTHY, letters + "/0-7" + part, letters + "/{id}" + part + " 404"),
                        Exchange.get(State.BUSY, letters + "/0-0" + part, letters + "/{id}" + part + " 503")));
        return Stream.of(list, done, one).flatMap(exchanges -> exchanges);
    }

    private static Stream<Exchange> betweenInstances() {
        String lookUp = "{\"query\": {\"imageIds\": {\"0\": [\"photo-0\"]}}";
        StringBuilder vector = new StringBuilder("1");
        vector.append(",0".repeat(299));
        String search = "{\"query\": {\"query\": {\"vector\": [" + vector + "], \"modelVersion\": \""
                + TestNetwork.VERSION + "\", \"k\": 1, \"minScore\": -1}}";
        Map<String, String> questions = Map.of(
                "similar",
                search,
                "listing",
                "{\"query\": {\"k\": 1, \"after\": \"photo\"}",
                "count",
                "{\"query\": {}");
        return Stream.of("similar", "captions", "embeddings", "thumbnails", "listing", "count")
                .flatMap(kind -> {
                    String path = "/internal/v1/" + kind;
                    byte[] body = (questions.getOrDefault(kind, lookUp)
                                    + ", \"partitions\": [0], \"maxStandbyLag\": null, \"modelVersion\": \""
                                    + TestNetwork.VERSION + "\"}")
                            .getBytes();
                    return Stream.of(
                            Exchange.post(State.HEALTHY, path, body, path + " 200"),
                            Exchange.post(State.HEALTHY, path, "{".getBytes(), path + " 400"),
                            Exchange.post(State.UNREADY, path, body, path + " 503"));
                });
    }
}
