package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.shard.TestIndexState;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.testing.TestTextSearch;
import io.fourfold.topology.text.SearchMethod;
import io.fourfold.topology.words.TestWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchApiTest {

    @TempDir
    static Path directory;

    private static TestDriver driver;
    private static ApiFixture api;

    @BeforeAll
    static void setUp() {
        driver = new TestDriver(
                "search-http",
                directory,
                (serdes, metrics) -> new IndexTopology(TestDriver.TOPICS, serdes, metrics, TestNetwork.AXES).build());
        store("farthest", "ann", 0.2f);
        store("middle", "ann", 0.6f);
        store("nearest", "bob", 0.9f);
        api = new ApiFixture(new TestIndexState(driver.driver()), new FixedHealth(true, true));
    }

    @AfterAll
    static void tearDown() {
        api.close();
        driver.close();
    }

    @Test
    void shouldAnswerWithPhotosRankedAgain() throws Exception {
        ApiFixture.Answer answer = api.get("/v1/search?q=dog");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode json = answer.json();
        // The network of these tests turns the order of the cosines around.
        assertThat(ids(json)).containsExactly("farthest", "middle", "nearest");
        assertThat(json.at("/hits/0/caption").asText()).isEqualTo("caption of farthest");
        assertThat(json.at("/hits/0/confidence").asDouble()).isEqualTo(0.5);
        assertThat(json.get("reranked").asBoolean()).isTrue();
        assertThat(json.get("modelVersion").asText()).isEqualTo(TestNetwork.VERSION);
        assertThat(json.at("/shards/answered").asInt()).isEqualTo(1);
        assertThat(json.at("/shards/total").asInt()).isEqualTo(2);
        assertThat(json.get("timings").has("inversionMs")).isTrue();
    }

    @Test
    void shouldRankByCosineIfTheNetworkFailsToRank() throws Exception {
        ApiFixture.Answer answer = api.get("/v1/search?q=" + TestTextSearch.UNRANKABLE_WORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(ids(answer.json())).containsExactlyInAnyOrder("farthest", "middle", "nearest");
        assertThat(answer.json().get("reranked").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"q=dog&k=1, farthest", "q=dog&owner=bob, nearest", "q=dog&album=none,", "q=dog&minScore=1000,"})
    void shouldKeepToParameters(String query, String expected) throws Exception {
        JsonNode json = api.get("/v1/search?" + query).json();

        assertThat(ids(json)).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void shouldLeaveOutCaptionsOfLessConfidence() throws Exception {
        JsonNode json = api.get("/v1/search?q=dog&minConfidence=0.51").json();

        assertThat(json.get("hits")).hasSize(3).noneMatch(hit -> hit.has("caption") || hit.has("confidence"));
    }

    @Test
    void shouldReportUnknownWordsBesideTheHits() throws Exception {
        JsonNode json = api.get("/v1/search?q=dog%20xylophone").json();

        assertThat(ids(json)).hasSize(3);
        assertThat(json.at("/unknownWords/0/word").asText()).isEqualTo("xylophone");
    }

    @Test
    void shouldSayHowEachWordWasUnderstood() throws Exception {
        JsonNode words = api.get("/v1/search?q=pooch%20dog%20xylophone").json().get("words");

        assertThat(words)
                .hasToString("[{\"word\":\"pooch\",\"understoodAs\":[\"dog\"],\"known\":false},"
                        + "{\"word\":\"dog\",\"understoodAs\":[\"dog\"],\"known\":true},"
                        + "{\"word\":\"xylophone\",\"understoodAs\":[],\"known\":false}]");
    }

    @Test
    void shouldRefuseTextWithoutAKnownWord() throws Exception {
        ApiFixture.Answer answer = api.get("/v1/search?q=dgo");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().get("type").asText()).isEqualTo("urn:fourfold:problem:inexpressible-text");
        assertThat(answer.json().at("/unknownWords/0/nearSpellings/0").asText()).isEqualTo("dog");
    }

    @ParameterizedTest
    @CsvSource({
        "k=5, q",
        "q=dog&k=0, k",
        "q=dog&minScore=high, minScore",
        "q=dog&minScore=NaN, minScore",
        "q=dog&minConfidence=2, minConfidence",
        "q=dog&method=fast, method"
    })
    void shouldRefuseBadParameters(String query, String parameter) throws Exception {
        ApiFixture.Answer answer = api.get("/v1/search?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("parameter").asText()).isEqualTo(parameter);
    }

    @Test
    void shouldRefuseTheArticlesMethodUnlessItIsEnabled() throws Exception {
        ApiFixture.Answer answer = api.get("/v1/search?q=dog&method=plain");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText()).contains("must be inversion here, not 'plain'");
    }

    @Test
    void shouldNotRankAgainWhatTheArticlesMethodFinds() throws Exception {
        ApiFixture.Work work = new ApiFixture.Work(new TestNetwork(), 2, true, EnumSet.allOf(SearchMethod.class));
        try (ApiFixture comparing = new ApiFixture(
                new TestIndexState(driver.driver()),
                TestWords.storeOf(new TestNetwork()),
                work,
                new FixedHealth(true, true))) {
            JsonNode plain = comparing.get("/v1/search?q=dog&method=plain").json();
            JsonNode standard =
                    comparing.get("/v1/search?q=dog&method=inversion").json();

            assertThat(ids(plain)).containsExactly("nearest", "middle", "farthest");
            assertThat(plain.get("reranked").asBoolean()).isFalse();
            assertThat(standard.get("reranked").asBoolean()).isTrue();
        }
    }

    @Test
    void shouldHideWhyAnInversionFailed() throws Exception {
        ApiFixture.Answer answer = api.get("/v1/search?q=" + TestTextSearch.FAILING_WORD);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("cannot be inverted");
    }

    private static List<String> ids(JsonNode json) {
        return json.get("hits").findValuesAsText("imageId");
    }

    private static void store(String imageId, String owner, float cosine) {
        float[] query = TestTextSearch.vector("dog");
        float[] other = TestTextSearch.vector("something else");
        List<Float> vector = new ArrayList<>();
        for (int i = 0; i < query.length; i++) {
            vector.add(cosine * query[i] + (1 - cosine) * other[i]);
        }
        String sha256 = "ab".repeat(32);
        driver.<ImageEmbedded>input(TestDriver.TOPICS.imageEmbedded())
                .pipeInput(imageId, new ImageEmbedded(vector, TestNetwork.VERSION, sha256, owner, null));
        driver.<ImageCaptioned>input(TestDriver.TOPICS.imageCaptioned())
                .pipeInput(
                        imageId,
                        new ImageCaptioned(
                                List.of(new CaptionCandidate("caption of " + imageId, -1.5, 0.5)),
                                TestNetwork.VERSION,
                                sha256,
                                owner,
                                null,
                                null,
                                null));
    }
}
