package io.fourfold.topology.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.SimilarImages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.query.Query;
import org.junit.jupiter.api.Test;

class LocalShardReaderTest {

    private static final SimilarImages.Hits NO_HITS = new SimilarImages.Hits(List.of(), false);

    private final Map<Integer, Long> lags = new HashMap<>();

    @Test
    void shouldAnswerFromActivePartitions() {
        assertThat(answer(Set.of(0, 1), Set.of(2), OptionalLong.empty()))
                .containsExactlyInAnyOrder(
                        new ShardAnswer<>(0, true, 0, NO_HITS), new ShardAnswer<>(1, true, 0, NO_HITS));
    }

    @Test
    void shouldAnswerFromStandbyWithinItsBound() {
        lags.put(1, 5L);
        lags.put(2, 6L);

        assertThat(answer(Set.of(0), Set.of(1, 2), OptionalLong.of(5)))
                .containsExactlyInAnyOrder(
                        new ShardAnswer<>(0, true, 0, NO_HITS), new ShardAnswer<>(1, false, 5, NO_HITS));
    }

    @Test
    void shouldNotAnswerFromStandbyOfUnknownLag() {
        assertThat(answer(Set.of(), Set.of(1), OptionalLong.of(Long.MAX_VALUE))).isEmpty();
    }

    @Test
    void shouldNotAnswerForAnotherModelVersion() {
        ShardReader reader = new LocalShardReader(stores(Set.of(0), Set.of()), this::lag, "v1");
        ShardRequest<SimilarImages.Hits> request =
                new ShardRequest<>(query(), Set.of(0), OptionalLong.empty(), "v2", Long.MAX_VALUE);

        assertThatThrownBy(() -> reader.answer(request))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("v1")
                .hasMessageContaining("v2");
    }

    private List<ShardAnswer<SimilarImages.Hits>> answer(
            Set<Integer> actives, Set<Integer> standbys, OptionalLong maxStandbyLag) {
        return new LocalShardReader(stores(actives, standbys), this::lag, "v1")
                .answer(new ShardRequest<>(query(), Set.of(0, 1, 2), maxStandbyLag, "v1", Long.MAX_VALUE));
    }

    private OptionalLong lag(String store, int partition) {
        return lags.containsKey(partition) ? OptionalLong.of(lags.get(partition)) : OptionalLong.empty();
    }

    private static ShardQuery.Similar query() {
        return new ShardQuery.Similar(SimilarImages.of(new float[] {1}, 10));
    }

    private static LocalStores stores(Set<Integer> actives, Set<Integer> standbys) {
        return new LocalStores() {
            @Override
            @SuppressWarnings("unchecked") // Asked for hits only.
            public <S, R> Map<Integer, R> query(
                    String store, Query<S> query, Set<Integer> partitions, boolean activeOnly, Function<S, R> reading) {
                Map<Integer, R> answers = new HashMap<>();
                for (int partition : partitions) {
                    if (actives.contains(partition) || !activeOnly && standbys.contains(partition)) {
                        answers.put(partition, reading.apply((S) NO_HITS));
                    }
                }
                return answers;
            }
        };
    }
}
