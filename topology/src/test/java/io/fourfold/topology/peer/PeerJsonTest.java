package io.fourfold.topology.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.decoder.Caption;
import io.fourfold.topology.shard.ShardQuery;
import io.fourfold.topology.shard.ShardRequest;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.Visibility;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerJsonTest {

    private static final long RECEIVED = 5_000_000_000L;

    @Test
    void shouldTellHowLongTheAnswerIsWanted() throws Exception {
        ShardRequest<?> request = new ShardRequest<>(
                new ShardQuery.Captions(Map.of(0, List.of("a"))), Set.of(0), OptionalLong.empty(), "v1", 12);

        byte[] body = PeerJson.write(request, Duration.ofMillis(700));

        assertThat(PeerJson.readRequest(PeerRoute.CAPTIONS, body, RECEIVED))
                .isEqualTo(new ShardRequest<>(
                        request.query(), request.partitions(), OptionalLong.empty(), "v1", RECEIVED + 700_000_000));
    }

    @Test
    void shouldAskAQuestionWithoutParts() throws Exception {
        byte[] body = PeerJson.write(
                new ShardRequest<>(
                        new ShardQuery.Count(Visibility.EVERYTHING), Set.of(0), OptionalLong.empty(), "v1", 12),
                Duration.ofMillis(700));

        assertThat(PeerJson.readRequest(PeerRoute.COUNT, body, RECEIVED).query())
                .isEqualTo(new ShardQuery.Count(Visibility.EVERYTHING));
    }

    @Test
    void shouldSayWhatMayBeKnown() throws Exception {
        Visibility visibility = new Visibility(Set.of("ann", "bob"), Set.of("sea"));
        ShardQuery.Listing listing =
                new ShardQuery.Listing(Optional.empty(), 1, Optional.of("ann"), Optional.empty(), visibility);

        assertThat(query(PeerRoute.LISTING, listing)).isEqualTo(listing);
        assertThat(query(PeerRoute.COUNT, new ShardQuery.Count(visibility)))
                .isEqualTo(new ShardQuery.Count(visibility));
        ShardQuery.Similar similar =
                new ShardQuery.Similar(SimilarImages.of(new float[] {1}, 1).visibleTo(visibility));
        assertThat(((ShardQuery.Similar) query(PeerRoute.SIMILAR, similar))
                        .query()
                        .visibility())
                .isEqualTo(visibility);
    }

    private static ShardQuery<?> query(PeerRoute route, ShardQuery<?> query) throws Exception {
        ShardRequest<?> request = new ShardRequest<>(query, Set.of(0), OptionalLong.empty(), "v1", 12);
        return PeerJson.readRequest(route, PeerJson.write(request, Duration.ofMillis(700)), RECEIVED)
                .query();
    }

    @Test
    void shouldTakeAnInstanceThatDoesNotSayForOneWithoutRestrictions() throws Exception {
        byte[] body = "{\"query\": {}, \"partitions\": [0], \"modelVersion\": \"v1\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(PeerJson.readRequest(PeerRoute.COUNT, body, RECEIVED).query())
                .isEqualTo(new ShardQuery.Count(Visibility.EVERYTHING));
    }

    @Test
    void shouldBoundTheTimeOfAnInstanceThatDoesNotSay() throws Exception {
        byte[] body = "{\"query\": {\"imageIds\": {}}, \"partitions\": [0], \"modelVersion\": \"v1\"}"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(PeerJson.readRequest(PeerRoute.CAPTIONS, body, RECEIVED).deadline())
                .isEqualTo(RECEIVED + Duration.ofMinutes(1).toNanos());
    }

    @Test
    void shouldNotKnowTheConfidenceOfAnInstanceThatDoesNotSay() throws Exception {
        byte[] body = """
                [{"partition": 0, "active": true, "lag": 0, "value": {"a": {"captions": [{"text": "a dog", "logProbability": -2}],
                  "modelVersion": "v1", "sourceSha256": "ab"}}}]
                """.getBytes(StandardCharsets.UTF_8);

        assertThat(PeerJson.readAnswers(new ShardQuery.Captions(Map.of(0, List.of("a"))), body)
                        .get(0)
                        .value()
                        .get("a")
                        .captions())
                .containsExactly(new Caption("a dog", -2));
    }
}
