package io.fourfold.topology.shard;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageThumbnailed;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.NextPhotos;
import io.fourfold.topology.similarity.PhotoCount;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.Visibility;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.RangeQuery;

/**
 * A query that each partition of a store answers by itself.
 *
 * @param <A> what one partition answers
 */
public sealed interface ShardQuery<A> {

    /** Name of the store that is asked. */
    String store();

    /**
     * Asks this instance's part of the store.
     *
     * @return the answers of those partitions that can answer
     */
    Map<Integer, A> run(LocalStores stores, Set<Integer> partitions, boolean activeOnly);

    /** Which photos are nearest to a vector? */
    record Similar(SimilarImages query) implements ShardQuery<SimilarImages.Hits> {

        @Override
        public String store() {
            return IndexTopology.SIMILARITY_STORE;
        }

        @Override
        public Map<Integer, SimilarImages.Hits> run(LocalStores stores, Set<Integer> partitions, boolean activeOnly) {
            return stores.query(store(), query, partitions, activeOnly);
        }
    }

    /**
     * What are the captions of these photos?
     *
     * @param imageIds by the partition that each belongs to
     */
    record Captions(Map<Integer, List<String>> imageIds) implements ShardQuery<Map<String, CaptionedImage>> {

        @Override
        public String store() {
            return IndexTopology.CAPTIONS_STORE;
        }

        @Override
        public Map<Integer, Map<String, CaptionedImage>> run(
                LocalStores stores, Set<Integer> partitions, boolean activeOnly) {
            return lookUp(
                    stores,
                    store(),
                    imageIds,
                    partitions,
                    activeOnly,
                    (ImageCaptioned captioned) -> CaptionedImage.of(captioned));
        }
    }

    /**
     * What are the embeddings of these photos?
     *
     * @param imageIds by the partition that each belongs to
     */
    record Embeddings(Map<Integer, List<String>> imageIds) implements ShardQuery<Map<String, IndexedImage>> {

        @Override
        public String store() {
            return IndexTopology.SIMILARITY_STORE;
        }

        @Override
        public Map<Integer, Map<String, IndexedImage>> run(
                LocalStores stores, Set<Integer> partitions, boolean activeOnly) {
            return lookUp(stores, store(), imageIds, partitions, activeOnly, Function.<IndexedImage>identity());
        }
    }

    /**
     * What do these photos look like?
     *
     * @param imageIds by the partition that each belongs to
     */
    record Thumbnails(Map<Integer, List<String>> imageIds) implements ShardQuery<Map<String, byte[]>> {

        @Override
        public String store() {
            return IndexTopology.THUMBNAILS_STORE;
        }

        @Override
        public Map<Integer, Map<String, byte[]>> run(LocalStores stores, Set<Integer> partitions, boolean activeOnly) {
            return lookUp(
                    stores,
                    store(),
                    imageIds,
                    partitions,
                    activeOnly,
                    (ImageThumbnailed thumbnail) -> Utils.toArray(thumbnail.getJpeg()));
        }
    }

    /**
     * Which photos come next in the order of their ids? If some are left out, the similarity store is asked, which knows in memory
     * which they are: few among many are found without reading all. Their captions are in another store, of which another
     * instance may have that partition, and are not read then.
     *
     * @param after id behind which to begin; it need not be a photo's
     * @param k most photos
     * @param owner only photos of this owner
     * @param album only photos of this album
     * @param visibility only photos that it covers
     */
    record Listing(Optional<String> after, int k, Optional<String> owner, Optional<String> album, Visibility visibility)
            implements ShardQuery<ListedImages> {

        /** For who may see everything. */
        public Listing(Optional<String> after, int k, Optional<String> owner, Optional<String> album) {
            this(after, k, owner, album, Visibility.EVERYTHING);
        }

        /** The same of photos that a visibility covers. */
        Listing visibleTo(Visibility restricted) {
            return new Listing(after, k, owner, album, restricted);
        }

        /** Which photos are wanted; empty if there can be none. */
        Optional<Visibility> wanted() {
            return visibility.narrowed(owner, album);
        }

        /** Whether no photo is left out. */
        boolean ofAll() {
            return wanted().filter(Visibility::unrestricted).isPresent();
        }

        @Override
        public String store() {
            return ofAll() ? IndexTopology.CAPTIONS_STORE : IndexTopology.SIMILARITY_STORE;
        }

        @Override
        public Map<Integer, ListedImages> run(LocalStores stores, Set<Integer> partitions, boolean activeOnly) {
            return ofAll() ? all(stores, partitions, activeOnly) : some(stores, partitions, activeOnly);
        }

        private Map<Integer, ListedImages> all(LocalStores stores, Set<Integer> partitions, boolean activeOnly) {
            // A zero byte makes the first key behind another one.
            RangeQuery<String, ImageCaptioned> range = after.map(
                            id -> RangeQuery.<String, ImageCaptioned>withLowerBound(id + '\0'))
                    .orElseGet(RangeQuery::withNoBounds);
            return stores.query(store(), range, partitions, activeOnly, photos -> {
                try (photos) {
                    return ListedImages.read(photos, k);
                }
            });
        }

        private Map<Integer, ListedImages> some(LocalStores stores, Set<Integer> partitions, boolean activeOnly) {
            NextPhotos query = new NextPhotos(after, k + 1, wanted());
            return stores.query(store(), query, partitions, activeOnly, next -> ListedImages.unread(next, k));
        }
    }

    /**
     * How many photos are there?
     *
     * @param visibility counts only those that it covers
     */
    record Count(Visibility visibility) implements ShardQuery<Long> {

        @Override
        public String store() {
            return IndexTopology.SIMILARITY_STORE;
        }

        @Override
        public Map<Integer, Long> run(LocalStores stores, Set<Integer> partitions, boolean activeOnly) {
            return stores.query(store(), new PhotoCount(visibility), partitions, activeOnly);
        }
    }

    private static <S, T> Map<Integer, Map<String, T>> lookUp(
            LocalStores stores,
            String store,
            Map<Integer, List<String>> imageIds,
            Set<Integer> partitions,
            boolean activeOnly,
            Function<S, T> converter) {
        Map<Integer, Map<String, T>> answers = new HashMap<>();
        for (int partition : partitions) {
            Map<String, T> found = new HashMap<>();
            boolean answered = true;
            for (String imageId : imageIds.getOrDefault(partition, List.of())) {
                Map<Integer, S> answer =
                        stores.query(store, KeyQuery.<String, S>withKey(imageId), Set.of(partition), activeOnly);
                answered &= answer.containsKey(partition);
                Optional.ofNullable(answer.get(partition))
                        .ifPresent(value -> found.put(imageId, converter.apply(value)));
            }
            if (answered) {
                answers.put(partition, found);
            }
        }
        return answers;
    }
}
