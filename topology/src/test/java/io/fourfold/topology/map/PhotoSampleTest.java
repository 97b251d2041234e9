package io.fourfold.topology.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.linear.Vectors;
import io.fourfold.topology.shard.CaptionedImage;
import io.fourfold.topology.shard.IndexState;
import io.fourfold.topology.shard.ListedImages;
import io.fourfold.topology.shard.ShardQuery;
import io.fourfold.topology.shard.Shards;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.UnitVector;
import io.fourfold.topology.similarity.Visibility;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PhotoSampleTest {

    private static final int SIZE = 8;

    private final TwoPartitions index = new TwoPartitions();
    private final PhotoSample sample = new PhotoSample(index, SIZE, 100);

    @Test
    void shouldTakeAllPhotosIfTheyAreFew() {
        index.add(0, 100);

        assertThat(sample.labels().labels()).isEqualTo(index.vectors.keySet());
        assertThat(sample.labels().complete()).isTrue();
    }

    @Test
    void shouldTakeSomeOfManyAndStayWithThem() {
        index.add(0, 1_000);
        Set<String> before = sample.labels().labels();
        index.add(1_000, 1_020);
        Set<String> after = sample.labels().labels();

        assertThat(before).hasSizeBetween(50, 100);
        assertThat(after).hasSizeBetween(50, 100);
        assertThat(after.stream().filter(before::contains).count()).isGreaterThan(before.size() * 9L / 10);
    }

    @Test
    void shouldSayIfAPartIsMissing() {
        index.add(0, 10);
        index.shards = new Shards(1, 2);

        assertThat(sample.labels().complete()).isFalse();
    }

    @Test
    void shouldGiveVectorsOfLengthOneInTheOrderOfIds() {
        index.add(0, 1_000);

        LabelledVectors vectors = sample.vectors(index.vectors.keySet());
        assertThat(vectors.labels()).hasSize(1_000).isSorted();
        assertThat(Vectors.length(vectors.vectors()[700])).isBetween(0.999, 1.001);
        assertThat(sample.vectors(List.of("none")).labels()).isEmpty();
    }

    /** Photos whose ids end in an even digit are in one partition, the others in the other. */
    private static final class TwoPartitions implements IndexState {

        private final Map<String, float[]> vectors = new TreeMap<>();
        private Shards shards = new Shards(2, 2);

        void add(int from, int to) {
            for (int i = from; i < to; i++) {
                vectors.put("photo-%04d".formatted(i), Vectors.gaussian(SIZE, new Random(i)));
            }
        }

        @Override
        public Answers<SimilarImages.Hits> similar(SimilarImages query) {
            Predicate<String> even = id -> (id.charAt(id.length() - 1) & 1) == 0;
            return new Answers<>(List.of(nearest(query, even), nearest(query, even.negate())), shards);
        }

        private SimilarImages.Hits nearest(SimilarImages query, Predicate<String> partition) {
            Stream<SimilarImage> hits = vectors.keySet().stream()
                    .filter(partition)
                    .map(id -> new SimilarImage(id, UnitVector.cosine(UnitVector.of(query.vector()), vectors.get(id))))
                    .sorted()
                    .limit(query.k());
            return new SimilarImages.Hits(hits.toList(), false);
        }

        @Override
        public Found<IndexedImage> embeddings(Collection<String> imageIds) {
            return new Found<>(
                    imageIds.stream()
                            .filter(vectors::containsKey)
                            .collect(Collectors.toMap(
                                    id -> id,
                                    id -> new IndexedImage(
                                            Optional.empty(), Optional.empty(), "v1", "00", vectors.get(id)))),
                    List.of());
        }

        @Override
        public Found<CaptionedImage> captions(Collection<String> imageIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Found<byte[]> thumbnails(Collection<String> imageIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Answers<ListedImages> list(ShardQuery.Listing query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Counted count(Visibility visibility) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long indexedPhotos() {
            return vectors.size();
        }
    }
}
