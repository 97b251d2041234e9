package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.shard.TestIndexState;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {

    private static final byte[] PHOTO = TestNetwork.photo("photo 0");

    @TempDir
    static Path directory;

    private static TestDriver driver;
    private static ApiFixture api;

    @BeforeAll
    static void setUp() {
        driver = new TestDriver(
                "http",
                directory,
                (serdes, metrics) -> new IndexTopology(TestDriver.TOPICS, serdes, metrics, TestNetwork.AXES).build());
        for (int i = 0; i < 5; i++) {
            DescribedPhotos.store(driver, "photo-" + i, i % 2 == 0 ? "even" : "odd", TestNetwork.photo("photo " + i));
        }
        DescribedPhotos.store(driver, "with/slash and space", null, TestNetwork.photo("special"));
        api = new ApiFixture(new TestIndexState(driver.driver()), new FixedHealth(true, true));
    }

    @AfterAll
    static void tearDown() {
        api.close();
        driver.close();
    }

    @Test
    void shouldDescribeStoredPhoto() throws Exception {
        ApiFixture.Answer answer = api.get("/v1/images/photo-1");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode image = answer.json();
        assertThat(image.get("imageId").asText()).isEqualTo("photo-1");
        assertThat(image.get("modelVersion").asText()).isEqualTo(TestNetwork.VERSION);
        assertThat(image.get("album").asText()).isEqualTo("odd");
        assertThat(image.at("/captions/0/text").asText()).isEqualTo("caption of photo-1");
        assertThat(image.at("/captions/0/logProbability").asDouble()).isEqualTo(-3.5);
        assertThat(image.at("/captions/0/confidence").asDouble()).isEqualTo(0.5);
        assertThat(image.at("/embedding/size").asInt()).isEqualTo(300);
        assertThat(image.get("fileName").asText()).isEqualTo("file of photo-1");
    }

    @Test
    void shouldDescribePhotoWhoseIdNeedsEscaping() throws Exception {
        ApiFixture.Answer answer = api.get("/v1/images/with%2Fslash%20and%20space");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("imageId").asText()).isEqualTo("with/slash and space");
    }

    @Test
    void shouldAnswer404ForUnknownPhoto() throws Exception {
        assertProblem(api.get("/v1/images/nope"), 404, "unknown-image", "'nope'");
        assertProblem(api.get("/v1/images/nope/similar"), 404, "unknown-image", "'nope'");
    }

    @Test
    void shouldFindPhotosSimilarToStoredOneWithoutItself() throws Exception {
        JsonNode answer = api.get("/v1/images/photo-0/similar?k=3").json();

        assertThat(answer.get("hits"))
                .hasSize(3)
                .noneMatch(hit -> hit.get("imageId").asText().equals("photo-0"));
        assertThat(answer.at("/hits/0/score").asDouble())
                .isGreaterThanOrEqualTo(answer.at("/hits/1/score").asDouble());
        assertThat(answer.at("/hits/0/caption").asText()).startsWith("caption of ");
        assertThat(answer.at("/shards/answered").asInt()).isEqualTo(1);
        assertThat(answer.at("/shards/total").asInt()).isEqualTo(2);
    }

    @Test
    void shouldFilterByAlbum() throws Exception {
        JsonNode answer = api.get("/v1/images/photo-0/similar?album=odd").json();

        assertThat(answer.get("hits").findValuesAsText("imageId")).containsExactlyInAnyOrder("photo-1", "photo-3");
        assertThat(answer.has("nextCursor")).isFalse();
    }

    @Test
    void shouldFilterByOwner() throws Exception {
        JsonNode answer =
                api.get("/v1/images/photo-0/similar?owner=owner%20of%20photo-3").json();

        assertThat(answer.get("hits").findValuesAsText("imageId")).containsExactly("photo-3");
    }

    @Test
    void shouldFindNearDuplicatesOnly() throws Exception {
        DescribedPhotos.store(driver, "copy", null, PHOTO);

        JsonNode duplicates = api.get("/v1/images/photo-0/duplicates").json();
        JsonNode others = api.get("/v1/images/photo-1/duplicates").json();
        JsonNode lessAlike =
                api.get("/v1/images/photo-1/duplicates?minScore=-1").json();
        DescribedPhotos.delete(driver, "copy");

        assertThat(duplicates.get("hits").findValuesAsText("imageId")).containsExactly("copy");
        assertThat(others.get("hits")).isEmpty();
        assertThat(lessAlike.get("hits")).hasSize(6);
    }

    @Test
    void shouldGiveOutNextPage() throws Exception {
        JsonNode first = api.get("/v1/images/photo-0/similar?k=3").json();
        JsonNode second = api.get("/v1/images/photo-0/similar?k=3&cursor="
                        + first.get("nextCursor").asText())
                .json();

        List<String> ids = new ArrayList<>(first.get("hits").findValuesAsText("imageId"));
        ids.addAll(second.get("hits").findValuesAsText("imageId"));
        assertThat(ids).hasSize(5).doesNotHaveDuplicates();
        assertThat(second.has("nextCursor")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "photo-1/similar?",
                "photo-0/similar?minScore=0&",
                "photo-0/similar?owner=someone&",
                "photo-0/similar?album=some&"
            })
    void shouldAnswer400ForCursorOfAnotherQuestion(String other) throws Exception {
        JsonNode first = api.get("/v1/images/photo-0/similar?k=3").json();

        ApiFixture.Answer answer = api.get(
                "/v1/images/" + other + "k=3&cursor=" + first.get("nextCursor").asText());

        assertProblem(answer, 400, "bad-parameter", "another query");
        assertThat(answer.json().get("parameter").asText()).isEqualTo("cursor");
    }

    @Test
    void shouldPageThroughPhotosSimilarToPostedOne() throws Exception {
        JsonNode first = api.post("/v1/images/similar?k=2", PHOTO).json();
        JsonNode second = api.post(
                        "/v1/images/similar?k=2&cursor="
                                + first.get("nextCursor").asText(),
                        PHOTO)
                .json();

        assertThat(second.get("hits").findValuesAsText("imageId"))
                .hasSize(2)
                .doesNotContainAnyElementsOf(first.get("hits").findValuesAsText("imageId"));
    }

    @Test
    void shouldFindPhotosSimilarToPostedOne() throws Exception {
        JsonNode answer = api.post("/v1/images/similar?k=1", PHOTO).json();

        assertThat(answer.at("/hits/0/imageId").asText()).isEqualTo("photo-0");
        assertThat(answer.at("/hits/0/score").asDouble()).isGreaterThan(0.9999);
    }

    @Test
    void shouldCaptionPostedPhoto() throws Exception {
        JsonNode answer = api.post("/v1/captions", PHOTO).json();

        assertThat(answer.at("/captions/1/text").asText()).isEqualTo("something else");
        assertThat(answer.at("/captions/0/confidence").asDouble()).isEqualTo(TestNetwork.CONFIDENCE);
        assertThat(answer.at("/captions/1/confidence").asDouble()).isEqualTo(-1);
        assertThat(answer.get("modelVersion").asText()).isEqualTo(TestNetwork.VERSION);
    }

    @Test
    void shouldLeaveOutCaptionsOfLessConfidence() throws Exception {
        assertThat(api.post("/v1/captions?minConfidence=0", PHOTO).json().get("captions"))
                .hasSize(1);
        assertThat(api.post("/v1/captions?minConfidence=0.76", PHOTO).json().get("captions"))
                .isEmpty();
        assertThat(api.get("/v1/images/photo-1?minConfidence=0.5").json().get("captions"))
                .hasSize(1);
        assertThat(api.get("/v1/images/photo-1?minConfidence=0.51").json().get("captions"))
                .isEmpty();
    }

    @Test
    void shouldFindPhotosWhateverTheConfidenceOfTheirCaptions() throws Exception {
        JsonNode sure =
                api.get("/v1/images/photo-0/similar?k=2&minConfidence=0.5").json();
        JsonNode unsure =
                api.post("/v1/images/similar?k=2&minConfidence=0.51", PHOTO).json();

        assertThat(sure.at("/hits/0/confidence").asDouble()).isEqualTo(0.5);
        assertThat(unsure.get("hits")).hasSize(2).noneMatch(hit -> hit.has("caption") || hit.has("confidence"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"photo-1", "photo-1/similar", "photo-1/duplicates"})
    void shouldAnswer400ForAConfidenceThatIsNoProbability(String route) throws Exception {
        for (String bad : List.of("-0.1", "1.1", "NaN", "much")) {
            ApiFixture.Answer answer = api.get("/v1/images/" + route + "?minConfidence=" + bad);

            assertProblem(answer, 400, "bad-parameter", "a number from 0 to 1, not '" + bad);
            assertThat(answer.json().get("parameter").asText()).isEqualTo("minConfidence");
        }
    }

    @Test
    void shouldAnswer400BeforeItLooksAtThePostedPhoto() throws Exception {
        assertProblem(
                api.post("/v1/captions?minConfidence=2", new byte[0]), 400, "bad-parameter", "a number from 0 to 1");
    }

    @ParameterizedTest
    @CsvSource({
        "k=0, k, from 1 to 100",
        "k=101, k, from 1 to 100",
        "k=many, k, from 1 to 100",
        "minScore=2, minScore, from -1 to 1",
        "minScore=NaN, minScore, from -1 to 1",
        "cursor=rubbish, cursor, nextCursor of an earlier answer"
    })
    void shouldAnswer400ForBadParameter(String query, String parameter, String allowed) throws Exception {
        ApiFixture.Answer answer = api.get("/v1/images/photo-0/similar?" + query);

        assertProblem(answer, 400, "bad-parameter", allowed);
        assertThat(answer.json().get("parameter").asText()).isEqualTo(parameter);
    }

    @Test
    void shouldAnswer400ForEmptyBody() throws Exception {
        assertProblem(api.post("/v1/captions", new byte[0]), 400, "empty-body", "photo's bytes");
    }

    @Test
    void shouldAnswer415ForOtherThanPhotos() throws Exception {
        assertProblem(api.post("/v1/captions", "text".getBytes()), 415, "unsupported-photo", "JPEG, PNG, WebP");
    }

    @Test
    void shouldAnswer422ForBrokenPhoto() throws Exception {
        byte[] truncated = Arrays.copyOf(PHOTO, PHOTO.length - 2);

        assertProblem(api.post("/v1/captions", truncated), 422, "broken-photo", "truncated");
    }

    @Test
    void shouldAnswer413ForLargeBody() throws Exception {
        byte[] large = new byte[PhotoBody.MAX_BYTES + 1];

        assertProblem(api.post("/v1/captions", large), 413, "body-too-large", Integer.toString(PhotoBody.MAX_BYTES));
    }

    @Test
    void shouldAnswer413ForLargeBodyOfUnknownLength() throws Exception {
        byte[] large = new byte[PhotoBody.MAX_BYTES + 1];
        HttpRequest.Builder chunked = api.request("/v1/captions")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

        assertProblem(api.send(chunked), 413, "body-too-large", Integer.toString(PhotoBody.MAX_BYTES));
    }

    @Test
    void shouldFindSimilarWords() throws Exception {
        JsonNode answer = api.get("/v1/words/man/similar?k=2").json();

        assertThat(answer.get("hits")).hasSize(2);
        assertThat(answer.at("/hits/0/word").asText()).isEqualTo("men");
    }

    @Test
    void shouldCompleteAnalogy() throws Exception {
        JsonNode answer = api.get("/v1/words/analogy?a=man&b=men&c=woman&k=1").json();

        assertThat(answer.at("/hits/0/word").asText()).isEqualTo("women");
    }

    @Test
    void shouldSuggestSpellingsForUnknownWord() throws Exception {
        ApiFixture.Answer answer = api.get("/v1/words/womann/similar");

        assertProblem(answer, 404, "unknown-word", "'womann'");
        assertThat(answer.json().at("/nearSpellings/0").asText()).isEqualTo("woman");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b=men&c=woman", "a=man&c=woman", "a=man&b=men&c="})
    void shouldAnswer400ForIncompleteAnalogy(String query) throws Exception {
        assertProblem(api.get("/v1/words/analogy?" + query), 400, "bad-parameter", "is required");
    }

    @Test
    void shouldAnswerProbes() throws Exception {
        assertThat(api.get("/health/live").status()).isEqualTo(200);
        assertThat(api.get("/health/ready").json().at("/roles/index").asText()).isEqualTo("RUNNING");
    }

    @Test
    void shouldPublishMetrics() throws Exception {
        ApiFixture.Answer answer = api.get("/metrics");

        assertThat(answer.contentType()).startsWith("text/plain");
        assertThat(answer.body()).contains("fourfold_photos_indexed 6.0");
    }

    @Test
    void shouldTimeRequestsByRouteAndStatus() throws Exception {
        api.get("/v1/images/photo-1/similar");
        api.get("/v1/images/nobody");
        api.get("/v1/nothing");

        Awaitility.await()
                .untilAsserted(() -> assertThat(api.get("/metrics").body())
                        .contains(
                                timed("/v1/images/{id}/similar", 200),
                                timed("/v1/images/{id}", 404),
                                timed("none", 404),
                                timed("/metrics", 200)));
    }

    private static String timed(String route, int status) {
        return "fourfold_http_requests_seconds_count{method=\"GET\",route=\"" + route + "\",status=\"" + status + "\"}";
    }

    @Test
    void shouldListItsRoutes() throws Exception {
        assertThat(api.get("/v1").json().get("routes").findValuesAsText("path"))
                .contains("/v1/images/{id}", "/v1/images/{id}/similar", "/v1/captions")
                .doesNotContain("/metrics", "/health/live", "/internal/v1/similar");
    }

    @Test
    void shouldDescribeEvenItsOwnErrorsAsProblems() throws Exception {
        ApiFixture.Answer unknownPath = api.get("/v1/nothing");
        ApiFixture.Answer wrongMethod = api.post("/v1/images/photo-1", PHOTO);

        assertThat(unknownPath.status()).isEqualTo(404);
        assertThat(unknownPath.contentType()).startsWith(Problem.CONTENT_TYPE);
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.json().get("title").asText()).isEqualTo("Method Not Allowed");
    }

    private static void assertProblem(ApiFixture.Answer answer, int status, String type, String detail) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("type").asText()).isEqualTo("urn:fourfold:problem:" + type);
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(problem.get("detail").asText()).contains(detail);
    }
}
