package io.fourfold.topology.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.shard.CaptionedImage;
import io.fourfold.topology.shard.IndexState;
import io.fourfold.topology.shard.ListedImages;
import io.fourfold.topology.shard.OneIndex;
import io.fourfold.topology.shard.ShardQuery;
import io.fourfold.topology.shard.Shards;
import io.fourfold.topology.similarity.Cursor;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.Visibility;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageQueriesTest {

    private static final PhotoQueries.Embedding PHOTO = new PhotoQueries.Embedding(new float[300], "v1", "ab12");

    @Test
    void shouldMergeShardsBestFirst() {
        ImageQueries queries = queries(hits(false, "a", 0.9f, "d", 0.1f), hits(false, "b", 0.8f, "c", 0.7f));

        SimilarAnswer answer = queries.similarTo(PHOTO, request(3));
        assertThat(answer.hits()).extracting(SimilarAnswer.Hit::imageId).containsExactly("a", "b", "c");
        assertThat(answer.shards()).isEqualTo(new Shards(2, 2));
    }

    @Test
    void shouldStartNextPageAfterLastHitOfThisOne() {
        ImageQueries queries = queries(hits(false, "a", 0.9f, "d", 0.1f), hits(false, "b", 0.8f, "c", 0.7f));

        SimilarAnswer answer = queries.similarTo(PHOTO, request(2));
        assertThat(answer.nextCursor())
                .map(cursor -> Cursor.decode(cursor).last())
                .contains(new SimilarImage("b", 0.8f));
    }

    @Test
    void shouldTakeCursorOfItsOwnQuestionWhateverTheSizeOfThePage() {
        ImageQueries queries = queries(hits(true, "a", 0.9f, "b", 0.8f));
        Optional<Cursor> cursor =
                queries.similarTo(PHOTO, request(2)).nextCursor().map(Cursor::decode);

        SimilarRequest next = new SimilarRequest(1, -1, Optional.empty(), Optional.empty(), cursor);
        assertThat(queries.similarTo(PHOTO, next).hits()).hasSize(1);
    }

    @Test
    void shouldRefuseCursorOfAnotherQuestion() {
        ImageQueries queries = queries(hits(true, "a", 0.9f, "b", 0.8f));
        Optional<Cursor> cursor =
                queries.similarTo(PHOTO, request(2)).nextCursor().map(Cursor::decode);
        Optional<String> some = Optional.of("some");

        List<SimilarRequest> otherRequests = List.of(
                new SimilarRequest(2, 0, Optional.empty(), Optional.empty(), cursor),
                new SimilarRequest(2, -1, some, Optional.empty(), cursor),
                new SimilarRequest(2, -1, Optional.empty(), some, cursor));
        assertThat(otherRequests)
                .allSatisfy(request -> assertThatThrownBy(() -> queries.similarTo(PHOTO, request))
                        .isInstanceOf(ForeignCursorException.class));
        SimilarRequest sameRequest = new SimilarRequest(2, -1, Optional.empty(), Optional.empty(), cursor);
        List<PhotoQueries.Embedding> otherPhotos = List.of(
                new PhotoQueries.Embedding(PHOTO.vector(), "v1", "cd34"),
                new PhotoQueries.Embedding(PHOTO.vector(), "v2", "ab12"));
        assertThat(otherPhotos)
                .allSatisfy(photo -> assertThatThrownBy(() -> queries.similarTo(photo, sameRequest))
                        .isInstanceOf(ForeignCursorException.class));
    }

    @Test
    void shouldHaveNextPageIfOnlyOneShardHasMore() {
        ImageQueries queries = queries(hits(true, "a", 0.9f, "b", 0.8f));

        assertThat(queries.similarTo(PHOTO, request(2)).nextCursor()).isPresent();
    }

    @Test
    void shouldHaveNoNextPageOnTheLast() {
        ImageQueries queries = queries(hits(false, "a", 0.9f), hits(false, "b", 0.8f));

        assertThat(queries.similarTo(PHOTO, request(2)).nextCursor()).isEmpty();
    }

    @Test
    void shouldShowHitsWhoseCaptionsCannotBeHad() {
        ImageQueries queries = queries(hits(false, "a", 0.9f));

        assertThat(queries.similarTo(PHOTO, request(2)).hits().get(0).caption()).isEmpty();
    }

    @Test
    void shouldNotTakeAPhotoForUnknownWhosePartitionDoesNotAnswer() {
        ImageQueries queries = queries(hits(false, "a", 0.9f));

        assertThatThrownBy(() -> queries.image("b"))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("'b'");
        assertThatThrownBy(() -> queries.similarTo("b", request(2))).isInstanceOf(NotReadyException.class);
    }

    @Test
    void shouldAnswerNothingFromEmptyIndex() {
        ImageQueries queries = queries(new SimilarImages.Hits(List.of(), false));

        assertThat(queries.similarTo(PHOTO, request(2)).hits()).isEmpty();
    }

    private static SimilarRequest request(int k) {
        return new SimilarRequest(k, -1, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static SimilarImages.Hits hits(boolean more, Object... idsAndScores) {
        List<SimilarImage> hits = new ArrayList<>();
        for (int i = 0; i < idsAndScores.length; i += 2) {
            hits.add(new SimilarImage((String) idsAndScores[i], (Float) idsAndScores[i + 1]));
        }
        return new SimilarImages.Hits(hits, more);
    }

    private static ImageQueries queries(SimilarImages.Hits... shards) {
        return new ImageQueries(
                new OneIndex(new ShardsOnly(List.of(shards))), new FourfoldMetrics(new SimpleMeterRegistry()));
    }

    /** Answers searches; the partitions that are asked for photos do not answer. */
    private record ShardsOnly(List<SimilarImages.Hits> shards) implements IndexState {

        @Override
        public Found<CaptionedImage> captions(Collection<String> imageIds) {
            return new Found<>(Map.of(), imageIds);
        }

        @Override
        public Found<IndexedImage> embeddings(Collection<String> imageIds) {
            return new Found<>(Map.of(), imageIds);
        }

        @Override
        public Found<byte[]> thumbnails(Collection<String> imageIds) {
            return new Found<>(Map.of(), imageIds);
        }

        @Override
        public Answers<ListedImages> list(ShardQuery.Listing query) {
            return new Answers<>(List.of(), new Shards(0, shards.size()));
        }

        @Override
        public Answers<SimilarImages.Hits> similar(SimilarImages query) {
            return new Answers<>(shards, new Shards(shards.size(), shards.size()));
        }

        @Override
        public Counted count(Visibility visibility) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long indexedPhotos() {
            return 0;
        }
    }
}
