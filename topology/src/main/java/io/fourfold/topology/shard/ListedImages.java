package io.fourfold.topology.shard;

import io.fourfold.schemas.ImageCaptioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Photos of one partition that come next in the order of their ids.
 *
 * @param images in that order, each with its best caption alone
 * @param lookedUpTo id of the last photo that was looked at; empty if there is none behind it
 */
public record ListedImages(List<Listed> images, Optional<String> lookedUpTo) {

    /** Photos that one question looks at, so that a filter that few pass does not read the whole store. */
    static final int MOST_LOOKED_AT = 5_000;

    /** A photo. */
    public record Listed(String imageId, CaptionedImage image) {}

    /** Reads on until there are enough. */
    static ListedImages read(KeyValueIterator<String, ImageCaptioned> photos, ShardQuery.Listing query) {
        List<Listed> images = new ArrayList<>();
        String last = null;
        int lookedAt = 0;
        while (photos.hasNext() && images.size() < query.k() && lookedAt < MOST_LOOKED_AT) {
            KeyValue<String, ImageCaptioned> photo = photos.next();
            last = photo.key;
            lookedAt++;
            if (query.wants(photo.value)) {
                images.add(new Listed(photo.key, CaptionedImage.of(photo.value).withBestCaption()));
            }
        }
        return new ListedImages(images, photos.hasNext() ? Optional.of(last) : Optional.empty());
    }
}
