package io.fourfold.topology.shard;

import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.Visibility;
import io.fourfold.topology.testing.TestNetwork;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An index that has every photo, without captions, and answers every search alike.
 *
 * @param answer its answer; throws if the index is to fail
 */
public record FakeIndexState(Supplier<SimilarImages.Hits> answer) implements IndexState, ShardReader {

    /** One that a test is not to ask anything. */
    public static FakeIndexState unasked() {
        return new FakeIndexState(() -> {
            throw new IllegalStateException("not asked");
        });
    }

    @Override
    public Found<CaptionedImage> captions(Collection<String> imageIds) {
        answer.get();
        return new Found<>(Map.of(), List.of());
    }

    @Override
    public Found<IndexedImage> embeddings(Collection<String> imageIds) {
        answer.get();
        IndexedImage image = new IndexedImage(
                Optional.empty(), Optional.empty(), TestNetwork.VERSION, "ab".repeat(32), new float[] {1});
        return new Found<>(imageIds.stream().collect(Collectors.toMap(Function.identity(), any -> image)), List.of());
    }

    @Override
    public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
        answer.get();
        return List.of();
    }

    @Override
    public Found<byte[]> thumbnails(Collection<String> imageIds) {
        answer.get();
        return new Found<>(Map.of(), List.of());
    }

    @Override
    public Answers<ListedImages> list(ShardQuery.Listing query) {
        answer.get();
        return new Answers<>(List.of(), new Shards(1, 1));
    }

    @Override
    public Answers<SimilarImages.Hits> similar(SimilarImages query) {
        return new Answers<>(List.of(answer.get()), new Shards(1, 1));
    }

    @Override
    public Counted count(Visibility visibility) {
        answer.get();
        return new Counted(0, 1, new TreeSet<>());
    }

    @Override
    public long indexedPhotos() {
        return 0;
    }
}
