package io.fourfold.topology.query;

import io.fourfold.topology.shard.IdOrder;
import io.fourfold.topology.shard.IndexState;
import io.fourfold.topology.shard.ListedImages;
import io.fourfold.topology.shard.Shards;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A page of stored photos.
 *
 * @param images in the order of their ids, each with its best caption alone
 * @param next where the next page starts; empty on the last one
 * @param shards which part of the index answered
 */
public record ListAnswer(List<ListedImages.Listed> images, Optional<ListCursor> next, Shards shards) {

    /**
     * Merges what the partitions answered. Behind the id up to which one of them has looked it may have more photos, so the page
     * ends there at the latest.
     */
    static ListAnswer of(IndexState.Answers<ListedImages> found, int k) {
        Optional<String> end = found.answers().stream()
                .map(ListedImages::lookedUpTo)
                .flatMap(Optional::stream)
                .min(IdOrder.BY_UTF_8);
        List<ListedImages.Listed> images = found.answers().stream()
                .flatMap(answer -> answer.images().stream())
                .filter(image -> end.isEmpty() || IdOrder.BY_UTF_8.compare(image.imageId(), end.get()) <= 0)
                .sorted(Comparator.comparing(ListedImages.Listed::imageId, IdOrder.BY_UTF_8))
                .toList();
        if (images.size() <= k) {
            return new ListAnswer(images, end.map(ListCursor::new), found.shards());
        }
        return new ListAnswer(
                images.subList(0, k),
                Optional.of(new ListCursor(images.get(k - 1).imageId())),
                found.shards());
    }
}
