package io.fourfold.topology.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.decoder.Caption;
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
import java.util.OptionalDouble;
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

    /** Each store of a partition may be on an instance of its own. */
    @Test
    void shouldListPhotosWhoseCaptionsAreOnAnotherInstance() {
        peers.add(OTHER, new Listed(1, 0));
        ShardQuery.Listing query = new ShardQuery.Listing(Optional.empty(), 10, Optional.of("ann"), Optional.empty());

        IndexState.Answers<ListedImages> listed = index(new Listed(0, 1)).list(query);

        assertThat(listed.shards()).isEqualTo(new Shards(2, 2));
        assertThat(listed.answers())
                .flatExtracting(ListedImages::imageIds)
                .containsExactlyInAnyOrder("even-0", "odd-1");
        assertThat(listed.answers())
                .flatExtracting(ListedImages::images)
                .allSatisfy(listing -> assertThat(
                                ((ListedImages.Listed) listing).image().owner())
                        .contains("ann"));
    }

    @Test
    void shouldNotTakeAListingForCompleteWhoseCaptionsCannotBeAskedFor() {
        ShardQuery.Listing query = new ShardQuery.Listing(Optional.empty(), 10, Optional.of("ann"), Optional.empty());

        assertThatThrownBy(() -> index(new Listed(0, 1)).list(query)).isInstanceOf(NotReadyException.class);
        assertThat(index(new Listed(0, 0)).list(query).shards()).isEqualTo(new Shards(1, 2));
    }

    /** Knows which photos one partition has, and the captions of another's. */
    private record Listed(int listing, int captions) implements ShardReader {

        @Override
        @SuppressWarnings("unchecked") // Asked for listings and captions only.
        public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
            boolean lists = request.query() instanceof ShardQuery.Listing;
            int partition = lists ? listing : captions;
            if (!request.partitions().contains(partition)) {
                return List.of();
            }
            String id = partition == 0 ? "even-0" : "odd-1";
            Object answer = lists ? ListedImages.unread(List.of(id), 10) : Map.of(id, captioned());
            return List.of(new ShardAnswer<>(partition, true, 0, (A) answer));
        }

        private static CaptionedImage captioned() {
            return new CaptionedImage(
                    List.of(new Caption("a dog", -1, OptionalDouble.empty())),
                    "v1",
                    "ab",
                    Optional.of("ann"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
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
