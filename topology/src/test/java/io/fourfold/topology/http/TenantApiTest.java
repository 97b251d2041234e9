package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two tenants ask every route that there is: each has the answers, to the last letter, of a service that has only its own
 * photos, while the same requests show everything to who may see it.
 */
class TenantApiTest {

    private static final byte[] NOTHING = {};
    private static final OpenApiContract CONTRACT = new OpenApiContract();

    @TempDir
    static Path directory;

    /** What both have. */
    private static TenantService both;

    /** What each would have alone. */
    private static Map<String, TenantService> alone;

    /** A route, what a tenant asks it, and whether it is answered otherwise than who may see everything. */
    private record Rule(String operation, boolean restricted, List<Request> requests) {

        @Override
        public String toString() {
            return operation;
        }
    }

    /**
     * A request. {@code ME} stands for the tenant and {@code YOU} for the other one.
     *
     * @param body of a photo whose pixels depend on the text; empty for none
     */
    private record Request(String path, String body) {}

    @BeforeAll
    static void start() throws Exception {
        both = new TenantService("both", directory.resolve("both"), Set.of(Tenants.ANN, Tenants.BOB, Tenants.NOBODY));
        alone = Map.of(
                Tenants.ANN, new TenantService("ann-alone", directory.resolve(Tenants.ANN), Set.of(Tenants.ANN)),
                Tenants.BOB, new TenantService("bob-alone", directory.resolve(Tenants.BOB), Set.of(Tenants.BOB)));
    }

    @AfterAll
    static void stop() {
        both.close();
        alone.values().forEach(TenantService::close);
    }

    @Test
    void shouldHaveARuleForEveryRoute() {
        assertThat(rules().map(Rule::operation))
                .doesNotHaveDuplicates()
                .containsAll(CONTRACT.operations().keySet());
    }

    @ParameterizedTest
    @MethodSource("described")
    void shouldAnswerEachTenantAsIfItWereAlone(Rule rule) throws Exception {
        for (Request request : rule.requests()) {
            for (String me : List.of(Tenants.ANN, Tenants.BOB)) {
                List<String> answers = ask(both, rule, request, me, me);

                assertThat(answers).as("%s asks %s", me, request).isEqualTo(ask(alone.get(me), rule, request, me, me));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("described")
    void shouldAnswerWhoMaySeeEverythingOtherwise(Rule rule) throws Exception {
        List<String> all = new ArrayList<>();
        List<String> some = new ArrayList<>();
        for (Request request : rule.requests()) {
            all.addAll(ask(both, rule, request, Tenants.EVERYBODY, Tenants.ANN));
            some.addAll(ask(both, rule, request, Tenants.ANN, Tenants.ANN));
        }

        assertThat(all.equals(some)).as("%s and %s", all, some).isEqualTo(!rule.restricted());
    }

    @Test
    void shouldNotLetATenantReplaceOrDeleteWhatIsNotItsOwn() throws Exception {
        for (String path : List.of("/v1/images/bob-1", "/v1/images/nobody-1")) {
            both.api().produced().clear();

            assertThat(both.send("PUT", path + "?album=sea", "photo", Tenants.ANN)
                            .status())
                    .isEqualTo(404);
            assertThat(both.send("DELETE", path, "", Tenants.ANN).status()).isEqualTo(404);
            assertThat(both.api().produced().history()).isEmpty();
        }
    }

    @Test
    void shouldPutIntoThePlaceOfATenantWhatItUploads() throws Exception {
        both.api().produced().clear();

        assertThat(both.send("PUT", "/v1/images/ann-new?owner=bob", "photo", Tenants.ANN)
                        .status())
                .isEqualTo(400);
        assertThat(both.send("PUT", "/v1/images/ann-new", "photo", Tenants.ANN).status())
                .isEqualTo(202);
        assertThat(both.send("PUT", "/v1/images/ann-new?owner=ann", "photo", Tenants.ANN)
                        .status())
                .isEqualTo(202);
        assertThat(both.api().produced().history())
                .hasSize(2)
                .allSatisfy(event ->
                        assertThat(TenantService.uploaded(event).getOwner()).isEqualTo(Tenants.ANN));
    }

    @Test
    void shouldSayWhosePhotoADeleteDeletes() throws Exception {
        both.api().produced().clear();

        both.send("DELETE", "/v1/images/ann-1", "", Tenants.ANN);
        both.send("DELETE", "/v1/images/bob-1", "", Tenants.EVERYBODY);
        both.send("DELETE", "/v1/images/missing", "", Tenants.EVERYBODY);

        assertThat(both.api().produced().history())
                .extracting(event -> Stream.of(event.headers().toArray())
                        .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                        .toList())
                .containsExactly(
                        List.of("fourfold.owner=ann", "fourfold.album=sea"),
                        List.of("fourfold.owner=bob", "fourfold.album=sea"),
                        List.of());
    }

    @Test
    void shouldTellEachTenantOfItsOwnPhotosAlone() throws Exception {
        for (String me : List.of(Tenants.ANN, Tenants.BOB)) {
            assertThat(both.told(me)).isNotEmpty().isEqualTo(alone.get(me).told(me));
        }
        assertThat(both.told(Tenants.EVERYBODY))
                .hasSizeGreaterThan(
                        both.told(Tenants.ANN).size() + both.told(Tenants.BOB).size());
    }

    /** Those of routes that there are. */
    static Stream<Rule> described() {
        return rules().filter(rule -> CONTRACT.operations().containsKey(rule.operation()));
    }

    private static Stream<Rule> rules() {
        String image = "/v1/images/{id}";
        String letter = "/v1/dead-letters/{id}";
        return Stream.of(
                same("GET /v1", get("/v1")),
                same("GET /openapi.json", get("/openapi.json")),
                restricted(
                        "GET /v1/images",
                        get("/v1/images?k=2"),
                        get("/v1/images?k=100"),
                        get("/v1/images?owner=YOU"),
                        get("/v1/images?owner=nobody"),
                        get("/v1/images?owner=ME&album=hills"),
                        get("/v1/images?album=sea&k=2"),
                        get("/v1/images?album=YOUR")),
                restricted("GET " + image, get("/v1/images/ME-1"), get("/v1/images/YOU-1"), get("/v1/images/nobody-1")),
                restricted(
                        "PUT " + image,
                        new Request("/v1/images/ME-1?album=sea", "new"),
                        new Request("/v1/images/ME-new?owner=ME", "new"),
                        new Request("/v1/images/ME-new?owner=YOU", "new"),
                        new Request("/v1/images/ME-new?owner=nobody", "new")),
                restricted(
                        "DELETE " + image,
                        get("/v1/images/ME-1"),
                        get("/v1/images/YOU-1"),
                        get("/v1/images/nobody-1"),
                        get("/v1/images/missing")),
                restricted(
                        "GET " + image + "/thumbnail",
                        get("/v1/images/ME-1/thumbnail"),
                        get("/v1/images/YOU-1/thumbnail"),
                        get("/v1/images/nobody-1/thumbnail")),
                restricted(
                        "GET " + image + "/similar",
                        get("/v1/images/ME-1/similar?k=2"),
                        get("/v1/images/ME-1/similar?k=100"),
                        get("/v1/images/ME-1/similar?owner=YOU"),
                        get("/v1/images/ME-1/similar?album=sea&k=1"),
                        get("/v1/images/YOU-1/similar"),
                        get("/v1/images/nobody-1/similar")),
                restricted(
                        "GET " + image + "/duplicates",
                        get("/v1/images/ME-1/duplicates"),
                        get("/v1/images/YOU-1/duplicates")),
                restricted(
                        "POST /v1/images/similar",
                        new Request("/v1/images/similar?k=2", "picture 1"),
                        new Request("/v1/images/similar?owner=YOU", "picture 1")),
                same("POST /v1/captions", new Request("/v1/captions", "picture 1")),
                restricted(
                        "POST /v1/explanations",
                        new Request("/v1/explanations?image=ME-1", "picture 1"),
                        new Request("/v1/explanations?image=YOU-1", "picture 1"),
                        new Request("/v1/explanations?q=dog", "picture 1")),
                restricted(
                        "GET " + image + "/explanation",
                        get("/v1/images/ME-kept/explanation?word=dog"),
                        get("/v1/images/ME-kept/explanation?image=YOU-1"),
                        get("/v1/images/YOU-kept/explanation?word=dog"),
                        get("/v1/images/YOU-1/explanation?word=dog"),
                        get("/v1/images/ME-1/explanation?q=dog")),
                restricted(
                        "GET /v1/search",
                        get("/v1/search?q=dog&k=2"),
                        get("/v1/search?q=dog&k=100"),
                        get("/v1/search?q=dog&owner=YOU"),
                        get("/v1/search?q=dog&album=sea")),
                same("GET /v1/words", get("/v1/words?prefix=m")),
                same("GET /v1/words/{word}/similar", get("/v1/words/man/similar")),
                same("GET /v1/words/analogy", get("/v1/words/analogy?a=man&b=men&c=woman")),
                same("GET /v1/maps/words", get("/v1/maps/words")),
                restricted("GET /v1/maps/images", get("/v1/maps/images")),
                // What it tells is compared event by event.
                same("GET /v1/feed"),
                restricted("GET /v1/status", get("/v1/status")),
                restricted(
                        "GET /v1/dead-letters",
                        get("/v1/dead-letters?k=1"),
                        get("/v1/dead-letters?key=YOU-broken"),
                        get("/v1/dead-letters?reason=truncated")),
                restricted("GET " + letter, get("/v1/dead-letters/LETTER"), get("/v1/dead-letters/OTHER")),
                restricted(
                        "GET " + letter + "/photo",
                        get("/v1/dead-letters/LETTER/photo"),
                        get("/v1/dead-letters/OTHER/photo")),
                restricted(
                        "POST /v1/dead-letters/replay",
                        get("/v1/dead-letters/replay?id=OTHER"),
                        get("/v1/dead-letters/replay?all=true")),
                restricted(
                        "POST /v1/dead-letters/discard",
                        get("/v1/dead-letters/discard?key=YOU-broken"),
                        get("/v1/dead-letters/discard?all=true")),
                // Say who asks, or let one in.
                restricted("GET /v1/session", get("/v1/session")),
                same("POST /v1/session"),
                same("DELETE /v1/session"),
                same("GET /v1/session/login"),
                same("GET /v1/session/callback"),
                // For those who run the service.
                same("GET /health/live"),
                same("GET /health/ready"),
                same("GET /metrics"),
                // Between instances.
                same("POST /internal/v1/similar"),
                same("POST /internal/v1/captions"),
                same("POST /internal/v1/thumbnails"),
                same("POST /internal/v1/listing"),
                same("POST /internal/v1/embeddings"),
                same("POST /internal/v1/count"));
    }

    private static Rule restricted(String operation, Request... requests) {
        return new Rule(operation, true, List.of(requests));
    }

    private static Rule same(String operation, Request... requests) {
        return new Rule(operation, false, List.of(requests));
    }

    private static Request get(String path) {
        return new Request(path, "");
    }

    /** The answer to a request and, if it is the first of several pages, to those that follow. */
    private static List<String> ask(TenantService service, Rule rule, Request request, String caller, String me)
            throws Exception {
        String method = rule.operation().split(" ")[0];
        String you = me.equals(Tenants.ANN) ? Tenants.BOB : Tenants.ANN;
        String path = request.path()
                .replace("YOUR", you + "s")
                .replace("YOU", you)
                .replace("ME", me)
                .replace("LETTER", me.equals(Tenants.ANN) ? "0-0" : "1-0")
                .replace("OTHER", me.equals(Tenants.ANN) ? "1-0" : "0-0");
        List<String> answers = new ArrayList<>();
        ApiFixture.Answer answer = service.settled(method, path, request.body(), caller);
        answers.add(service.comparable(answer));
        while (answer.contentType().equals("application/json") && answer.json().has("nextCursor")) {
            String next = path + "&cursor=" + answer.json().get("nextCursor").asText();
            answer = service.settled(method, next, request.body(), caller);
            answers.add(service.comparable(answer));
        }
        return answers;
    }
}
