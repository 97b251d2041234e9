package io.fourfold.topology.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.Visibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class ScatteredIndexTest {

    private static final HostInfo SELF = new HostInfo("self", 8080);
    private static final HostInfo OTHER = new HostInfo("other", 8080);
    private static final ShardQuery.Similar QUERY = new ShardQuery.Similar(SimilarImages.of(new float[] {1}, 10));

    private final FakePeers peers = new FakePeers();

    @Test
    void shouldSayHowManyPartitionsAnswered() {
        IndexState.Answers<SimilarImages.Hits> answers =
                index(new FakeShards("self", 0)).ask(QUERY);

        assertThat(answers.answers()).hasSize(1);
        assertThat(answers.shards()).isEqualTo(new Shards(1, 2));
        assertThat(answers.shards().complete()).isFalse();
    }

    @Test
    void shouldNotBeReadyIfNoPartitionAnswers() {
        assertThatThrownBy(() -> index(new FakeShards("self")).ask(QUERY)).isInstanceOf(NotReadyException.class);
    }

    @Test
    void shouldLookUpPhotosWhereTheyAre() {
        peers.add(OTHER, new Embeddings(1, "odd"));

        IndexState.Found<IndexedImage> found =
                index(new Embeddings(0, "even")).embeddings(List.of("odd", "even", "none"));
        assertThat(found.found()).containsOnlyKeys("odd", "even");
        assertThat(found.unanswered()).isEmpty();
    }

    @Test
    void shouldTellPhotosThatAreNotThereFromThoseThatCannotBeAskedFor() {
        IndexState.Found<IndexedImage> found = index(new Embeddings(0)).embeddings(List.of("odd", "even"));

        assertThat(found.found()).isEmpty();
        assertThat(found.unanswered()).containsExactly("odd");
    }

    @Test
    void shouldCountThePhotosOfThePartitionsThatAnswer() {
        IndexState.Counted counted = index(new Counts(Map.of(0, 7L))).count(Visibility.EVERYTHING);
        assertThat(counted.photos()).isEqualTo(7);
        assertThat(counted.missing()).containsExactly(1);
        assertThat(counted.shards()).isEqualTo(new Shards(1, 2));

        peers.add(OTHER, new Counts(Map.of(1, 5L)));
        assertThat(index(new Counts(Map.of(0, 7L))).count(Visibility.EVERYTHING).photos())
                .isEqualTo(12);
    }

    /** Partition 0 is here and partition 1 on the other instance. */
    private ScatteredIndex index(ShardReader self) {
        Map<Integer, ShardOwners> owners = new HashMap<>();
        owners.put(0, new ShardOwners(Set.of(SELF), Set.of()));
        owners.put(1, new ShardOwners(Set.of(OTHER), Set.of()));
        FakeShardMap map = new FakeShardMap(2, owners);
        ScatterLimits limits = new ScatterLimits(Duration.ofMillis(20), OptionalLong.empty(), 1);
        return new ScatteredIndex(
                map, new ScatterGather(map, new Instances(SELF, self, peers, "v1"), limits, System::nanoTime));
    }

    /** Answers how many photos these partitions have. */
    private record Counts(Map<Integer, Long> photos) implements ShardReader {

        @Override
        @SuppressWarnings("unchecked") // Asked for numbers only.
        public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
            return photos.entrySet().stream()
                    .filter(entry -> request.partitions().contains(entry.getKey()))
                    .map(entry -> new ShardAnswer<>(entry.getKey(), true, 0, (A) entry.getValue()))
                    .toList();
        }
    }

    /** Answers for one partition, with the embeddings of these photos. */
    private record Embeddings(int partition, List<String> known) implements ShardReader {

        Embeddings(int partition, String... known) {
            this(partition, List.of(known));
        }

        @Override
        @SuppressWarnings("unchecked") // Asked for embeddings only.
        public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
            List<ShardAnswer<A>> answers = new ArrayList<>();
            if (request.partitions().contains(partition)) {
                Map<String, IndexedImage> found = new HashMap<>();
                ((ShardQuery.Embeddings) request.query())
                        .imageIds().get(partition).stream()
                                .filter(known::contains)
                                .forEach(id -> found.put(id, image()));
                answers.add(new ShardAnswer<>(partition, true, 0, (A) found));
            }
            return answers;
        }

        private static IndexedImage image() {
            return new IndexedImage(Optional.empty(), Optional.empty(), "v1", "ab", new float[] {1});
        }
    }
}
