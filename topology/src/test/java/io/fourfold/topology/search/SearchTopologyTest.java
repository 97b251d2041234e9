package io.fourfold.topology.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.schemas.SearchAnswered;
import io.fourfold.schemas.SearchCandidate;
import io.fourfold.schemas.SearchCompleted;
import io.fourfold.schemas.SearchHit;
import io.fourfold.schemas.SearchInverted;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.schemas.UnderstoodWord;
import io.fourfold.schemas.UnknownWord;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.testing.TestTextSearch;
import io.fourfold.topology.text.SearchMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTopologyTest {

    private static final int SHARDS = 2;
    private static final SearchLimits LIMITS =
            new SearchLimits(3, 4, 5, Duration.ofMillis(5), Duration.ofSeconds(30), Duration.ofMinutes(10));

    @TempDir
    Path directory;

    private final TestNetwork network = new TestNetwork();
    private TestDriver driver;
    private TestInputTopic<String, SearchRequested> requested;
    private TestInputTopic<String, SearchAnswered> answered;
    private TestOutputTopic<String, SearchInverted> inverted;
    private TestOutputTopic<String, SearchCompleted> completed;

    @BeforeEach
    void setUp() {
        driver = new TestDriver(
                "search-topology",
                directory,
                (serdes, metrics) -> new SearchTopology(
                                TestDriver.TOPICS,
                                serdes,
                                network,
                                SHARDS,
                                LIMITS,
                                new SearchMetrics(metrics.registry()))
                        .build());
        requested = driver.input(TestDriver.TOPICS.searchRequested());
        answered = driver.input(TestDriver.TOPICS.searchAnswered());
        inverted = driver.output(TestDriver.TOPICS.searchInverted());
        completed = driver.output(TestDriver.TOPICS.searchCompleted());
    }

    @AfterEach
    void tearDown() {
        driver.close();
    }

    @Test
    void shouldSendTheTextAsAVectorToTheIndex() {
        SearchRequested request = request("dog");
        request.setOwner("ann");
        request.setAlbum("beach");

        ask("query-1", request);

        KeyValue<String, SearchInverted> vector = inverted.readKeyValue();
        assertThat(vector.key).isEqualTo("query-1");
        assertThat(vector.value.getVector()).isEqualTo(list(TestTextSearch.vector("dog")));
        assertThat(vector.value.getModelVersion()).isEqualTo(TestNetwork.VERSION);
        assertThat(vector.value.getOwner()).isEqualTo("ann");
        assertThat(vector.value.getAlbum()).isEqualTo("beach");
        assertThat(vector.value.getCandidates()).isEqualTo(30);
        assertThat(vector.value.getWithVectors()).isTrue();
        assertThat(vector.value.getCompactVectors()).isTrue();
        assertThat(completed.isEmpty()).isTrue();
    }

    @Test
    void shouldAnswerOnceEveryPartitionHasAnswered() {
        SearchRequested request = request("dog");
        request.setRerank(false);
        ask("query-1", request);

        answered.pipeInput("query-1", answer(0, "far", 0.1f));
        assertThat(completed.isEmpty()).isTrue();
        answered.pipeInput("query-1", answer(1, "near", 0.2f));

        SearchCompleted answer = completed.readValue();
        assertThat(answer.getError()).isNull();
        assertThat(answer.getText()).isEqualTo("dog");
        assertThat(answer.getHits()).containsExactly(new SearchHit("near", 2f), new SearchHit("far", 1f));
        assertThat(answer.getShardsAnswered()).isEqualTo(2);
        assertThat(answer.getShardsTotal()).isEqualTo(2);
        assertThat(answer.getTimedOut()).isFalse();
        assertThat(answer.getReranked()).isFalse();
        assertThat(answer.getModelVersion()).isEqualTo(TestNetwork.VERSION);
    }

    @Test
    void shouldRankTheNearestPhotosAgain() {
        ask("query-1", request("dog"));

        answered.pipeInput("query-1", answer(0, "nearest", 0.3f, "middle", 0.2f));
        answered.pipeInput("query-1", answer(1, "farthest", 0.1f));

        SearchCompleted answer = completed.readValue();
        assertThat(answer.getReranked()).isTrue();
        assertThat(answer.getHits()).extracting(SearchHit::getImageId).containsExactly("farthest", "middle", "nearest");
    }

    @Test
    void shouldRankByCosineIfTheNetworkFailsToRank() {
        ask("query-1", request(TestTextSearch.UNRANKABLE_WORD));

        answered.pipeInput("query-1", answer(0, "nearest", 0.3f, "middle", 0.2f));
        answered.pipeInput("query-1", answer(1, "farthest", 0.1f));

        SearchCompleted answer = completed.readValue();
        assertThat(answer.getReranked()).isFalse();
        assertThat(answer.getHits()).extracting(SearchHit::getImageId).containsExactly("nearest", "middle", "farthest");
    }

    @Test
    void shouldAnswerWithTheBestKOfAllPartitions() {
        SearchRequested request = request("dog");
        request.setRerank(false);
        request.setK(2);
        ask("query-1", request);

        answered.pipeInput("query-1", answer(0, "first", 0.3f, "third", 0.1f));
        answered.pipeInput("query-1", answer(1, "second", 0.2f));

        assertThat(completed.readValue().getHits())
                .extracting(SearchHit::getImageId)
                .containsExactly("first", "second");
    }

    @Test
    void shouldLeaveOutHitsBelowTheMinimumScore() {
        SearchRequested request = request("dog");
        request.setRerank(false);
        request.setMinScore(1.5f);
        ask("query-1", request);

        answered.pipeInput("query-1", answer(0, "good", 0.2f, "poor", 0.1f));
        answered.pipeInput("query-1", answer(1));

        assertThat(completed.readValue().getHits())
                .extracting(SearchHit::getImageId)
                .containsExactly("good");
    }

    @Test
    void shouldAnswerWithWhatCameWhenTheTimeIsOver() {
        SearchRequested request = request("dog");
        request.setTimeLimitMs(1_000);
        ask("query-1", request);
        answered.pipeInput("query-1", answer(1, "near", 0.2f));

        driver.driver().advanceWallClockTime(Duration.ofMillis(900));
        assertThat(completed.isEmpty()).isTrue();
        driver.driver().advanceWallClockTime(Duration.ofMillis(300));

        SearchCompleted answer = completed.readValue();
        assertThat(answer.getHits()).extracting(SearchHit::getImageId).containsExactly("near");
        assertThat(answer.getShardsAnswered()).isEqualTo(1);
        assertThat(answer.getTimedOut()).isTrue();
        assertThat(answer.getError()).isNull();
    }

    @Test
    void shouldSayThatNoPartitionAnswered() {
        ask("query-1", request("dog"));

        driver.driver().advanceWallClockTime(LIMITS.timeLimit().plusSeconds(1));

        SearchCompleted answer = completed.readValue();
        assertThat(answer.getError().getCode()).isEqualTo("not-ready");
        assertThat(answer.getTimedOut()).isTrue();
        assertThat(answer.getHits()).isEmpty();
    }

    @Test
    void shouldRankTheEmbeddingsOfAnIndexOfAnEarlierRelease() {
        ask("query-1", request("dog"));
        SearchAnswered earlier = answer(0, "nearest", 0.3f, "middle", 0.2f);
        earlier.getCandidates().forEach(candidate -> {
            candidate.setVector(list(AvroVector.toArray(candidate.getCompactVector())));
            candidate.setCompactVector(null);
        });

        answered.pipeInput("query-1", earlier);
        answered.pipeInput("query-1", answer(1, "farthest", 0.1f));

        SearchCompleted answer = completed.readValue();
        assertThat(answer.getReranked()).isTrue();
        assertThat(answer.getHits()).extracting(SearchHit::getImageId).containsExactly("farthest", "middle", "nearest");
    }

    @Test
    void shouldCountTheTimeLimitFromTheRequest() {
        SearchRequested request = request("dog");
        request.setTimeLimitMs(60_000);

        requested.pipeInput("query-1", request, Instant.now().minusSeconds(50));
        assertThat(completed.isEmpty()).isTrue();
        driver.driver().advanceWallClockTime(Duration.ofSeconds(20));

        assertThat(inverted.readValue().getDeadline()).isBefore(Instant.now().plusSeconds(11));
        assertThat(completed.readValue().getTimedOut()).isTrue();
    }

    @Test
    void shouldNotBeginASearchThatIsReadAfterItsTimeLimit() {
        SearchRequested request = request("dog");
        request.setTimeLimitMs(1_000);

        requested.pipeInput("query-1", request, Instant.now().minusSeconds(50));
        requested.pipeInput(
                "query-2",
                request("dog"),
                Instant.now().minus(LIMITS.defaultTimeLimit()).minusSeconds(1));

        assertThat(completed.readValuesToList())
                .extracting(answer -> answer.getError().getCode())
                .containsExactly("too-late", "too-late");
        assertThat(network.textSearch().batches()).isEmpty();
    }

    @Test
    void shouldNotBeginASearchThatHasWaitedBeyondItsTimeLimit() {
        Stream.of("1", "2", "3", "4").forEach(id -> requested.pipeInput(id, request("dog")));
        ticks(1);
        SearchRequested request = request("dog");
        request.setTimeLimitMs(1_000);
        requested.pipeInput("late", request);

        driver.driver().advanceWallClockTime(Duration.ofSeconds(2));
        answered.pipeInput("1", answer(0));
        answered.pipeInput("1", answer(1));
        ticks(1);

        assertThat(completed.readKeyValuesToList())
                .filteredOn(answer -> answer.key.equals("late"))
                .extracting(answer -> answer.value.getError().getCode())
                .containsExactly("too-late");
        assertThat(network.textSearch().batches()).containsExactly(1, 3);
    }

    @Test
    void shouldGiveTheHeadersOfARequestToItsAnswer() {
        Headers headers =
                new RecordHeaders().add("traceparent", "00-ab".getBytes()).add("reply-to", null);
        SearchRequested refused = request("dog");
        refused.setK(0);

        requested.pipeInput(new TestRecord<>("answered", request("dog"), headers));
        requested.pipeInput(new TestRecord<>("refused", refused, headers));
        answered.pipeInput("answered", answer(0));
        answered.pipeInput("answered", answer(1));

        List<TestRecord<String, SearchCompleted>> answers = completed.readRecordsToList();
        assertThat(answers).extracting(TestRecord::key).containsExactly("refused", "answered");
        assertThat(answers).extracting(TestRecord::headers).containsOnly(headers);
    }

    @Test
    void shouldLeaveOutHeadersThatWouldMakeTheAnswerTooLarge() {
        Headers headers = new RecordHeaders()
                .add("traceparent", "00-ab".getBytes())
                .add("huge", new byte[RequestHeaders.MOST_BYTES]);
        SearchRequested refused = request("dog");
        refused.setK(0);

        requested.pipeInput(new TestRecord<>("query-1", refused, headers));

        assertThat(completed.readRecord().headers()).extracting(Header::key).containsExactly("traceparent");
    }

    @Test
    void shouldRefuseTextThatWouldMakeRecordsTooLarge() {
        requested.pipeInput("query-1", request("dog ".repeat(100_000)));

        SearchCompleted answer = completed.readValue();
        assertThat(answer.getError().getCode()).isEqualTo("bad-request");
        assertThat(answer.getText()).hasSize(10_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -1_000, 40_000_000_000_000L})
    void shouldAnswerARequestOfAnyTimestamp(long timestamp) {
        requested.pipeInput("query-1", request("dog"), Instant.ofEpochMilli(timestamp));
        answered.pipeInput("query-1", answer(0), Instant.ofEpochMilli(timestamp));
        answered.pipeInput("query-1", answer(1), Instant.ofEpochMilli(timestamp));

        assertThat(completed.readValue().getError()).isNull();
    }

    @Test
    void shouldDropAnswersThatComeTooLate() {
        ask("query-1", request("dog"));
        driver.driver().advanceWallClockTime(LIMITS.timeLimit().plusSeconds(1));
        completed.readValue();

        answered.pipeInput("query-1", answer(0, "near", 0.2f));

        assertThat(completed.isEmpty()).isTrue();
        assertThat(driver.counter("fourfold.search.late.answers")).isEqualTo(1);
    }

    @Test
    void shouldCountThePartitionThatAnswersTwiceOnce() {
        ask("query-1", request("dog"));

        answered.pipeInput("query-1", answer(0, "a", 0.2f));
        answered.pipeInput("query-1", answer(0, "a", 0.2f));
        assertThat(completed.isEmpty()).isTrue();
        answered.pipeInput("query-1", answer(1, "b", 0.1f));

        assertThat(completed.readValue().getHits())
                .extracting(SearchHit::getImageId)
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldAnswerARepeatedRequestOnce() {
        ask("query-1", request("dog"));
        ask("query-1", request("dog"));
        answered.pipeInput("query-1", answer(0));
        answered.pipeInput("query-1", answer(1));
        ask("query-1", request("dog"));

        assertThat(inverted.getQueueSize()).isEqualTo(1);
        assertThat(completed.getQueueSize()).isEqualTo(1);
        assertThat(driver.counter("fourfold.search.repeated")).isEqualTo(2);
    }

    @Test
    void shouldRefuseTextWithoutAKnownWord() {
        ask("query-1", request("dgo xylophone"));

        SearchCompleted answer = completed.readValue();
        assertThat(answer.getError().getCode()).isEqualTo("inexpressible");
        assertThat(answer.getError().getMessage()).contains("dgo", "xylophone");
        assertThat(answer.getUnknownWords())
                .containsExactly(new UnknownWord("dgo", List.of("dog")), new UnknownWord("xylophone", List.of()));
        assertThat(inverted.isEmpty()).isTrue();
    }

    @Test
    void shouldReportUnknownWordsBesideTheHits() {
        ask("query-1", request("dog xylophone"));
        answered.pipeInput("query-1", answer(0, "near", 0.2f));
        answered.pipeInput("query-1", answer(1));

        SearchCompleted answer = completed.readValue();
        assertThat(answer.getError()).isNull();
        assertThat(answer.getHits()).hasSize(1);
        assertThat(answer.getUnknownWords()).extracting(UnknownWord::getWord).containsExactly("xylophone");
    }

    @Test
    void shouldSayHowEachWordWasUnderstood() {
        ask("query-1", request("pooch dog xylophone"));
        answered.pipeInput("query-1", answer(0, "near", 0.2f));
        answered.pipeInput("query-1", answer(1));

        assertThat(completed.readValue().getWords())
                .containsExactly(
                        new UnderstoodWord("pooch", List.of("dog"), false),
                        new UnderstoodWord("dog", List.of("dog"), true),
                        new UnderstoodWord("xylophone", List.of(), false));
    }

    @Test
    void shouldRefuseRequestOutOfRange() {
        SearchRequested request = request("dog");
        request.setK(101);

        ask("query-1", request);

        assertThat(completed.readValue().getError().getMessage()).contains("k must be from 1 to 100, not 101");
    }

    @Test
    void shouldSendRequestsThatNobodyCanAnswerToTheDeadLetters() {
        driver.rawInput(TestDriver.TOPICS.searchRequested()).pipeInput("query-1".getBytes(), "no Avro".getBytes());
        requested.pipeInput(null, request("dog"));
        requested.pipeInput("query-2", (SearchRequested) null);
        ask("query-3", request("dog"));

        assertThat(driver.deadLetters()).hasSize(3);
        assertThat(inverted.readKeyValue().key).isEqualTo("query-3");
    }

    @Test
    void shouldInvertAtOnceWhatFindsNothingInWork() {
        requested.pipeInput("query-1", request("dog"));

        assertThat(inverted.readKeyValue().key).isEqualTo("query-1");
    }

    @Test
    void shouldInvertWhatWaitsWhenAnAnswerIsComplete() {
        Stream.of("1", "2", "3").forEach(id -> requested.pipeInput(id, request("dog")));

        answered.pipeInput("1", answer(0));
        answered.pipeInput("1", answer(1));

        assertThat(network.textSearch().batches()).containsExactly(1, 2);
    }

    @Test
    void shouldInvertTogetherWhatWaitsTogether() {
        Stream.of("1", "2", "3", "4").forEach(id -> requested.pipeInput(id, request("dog")));

        ticks(1);

        assertThat(network.textSearch().batches()).containsExactly(1, 3);
        assertThat(inverted.readKeyValuesToList())
                .extracting(vector -> vector.key)
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void shouldInvertNoMoreWhileTheIndexIsBehind() {
        Stream.of("1", "2", "3", "4", "5").forEach(id -> requested.pipeInput(id, request("dog")));
        ticks(10);
        Stream.of("6", "7").forEach(id -> requested.pipeInput(id, request("dog")));
        ticks(10);
        assertThat(inverted.readKeyValuesToList())
                .extracting(vector -> vector.key)
                .containsExactly("1", "2", "3", "4");

        answered.pipeInput("1", answer(0));
        answered.pipeInput("1", answer(1));
        ticks(10);

        assertThat(inverted.readKeyValuesToList())
                .extracting(vector -> vector.key)
                .containsExactly("5", "6", "7");
    }

    @Test
    void shouldTakeNoMoreRequestsThanMayWait() {
        Stream.of("1", "2", "3", "4", "5", "6", "7").forEach(id -> requested.pipeInput(id, request("dog")));

        assertThat(network.textSearch().batches()).containsExactly(1, 3);
    }

    @Test
    void shouldAnswerOthersIfOneCannotBeInverted() {
        requested.pipeInput("first", request("dog"));
        requested.pipeInput("good", request("dog"));
        requested.pipeInput("bad", request(TestTextSearch.FAILING_WORD));
        ticks(1);

        assertThat(inverted.readKeyValuesToList())
                .extracting(vector -> vector.key)
                .containsExactly("first", "good");
        assertThat(completed.readValue().getError().getCode()).isEqualTo("failed");
    }

    private void ask(String queryId, SearchRequested request) {
        requested.pipeInput(queryId, request);
        ticks(1);
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            driver.driver().advanceWallClockTime(LIMITS.linger());
        }
    }

    private static SearchRequested request(String text) {
        return SearchRequested.newBuilder().setText(text).build();
    }

    /** A partition's answer; the photos' embeddings have the cosines' order. */
    private static SearchAnswered answer(int shard, Object... idsAndCosines) {
        List<SearchCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < idsAndCosines.length; i += 2) {
            float cosine = (float) idsAndCosines[i + 1];
            float[] vector = TestTextSearch.vector("dog");
            for (int k = 0; k < vector.length; k++) {
                vector[k] *= cosine;
            }
            candidates.add(
                    new SearchCandidate((String) idsAndCosines[i], cosine, List.of(), AvroVector.compact(vector)));
        }
        return new SearchAnswered(shard, 0, Instant.EPOCH, candidates);
    }

    private static List<Float> list(float[] vector) {
        List<Float> numbers = new ArrayList<>();
        for (float number : vector) {
            numbers.add(number);
        }
        return numbers;
    }
}
