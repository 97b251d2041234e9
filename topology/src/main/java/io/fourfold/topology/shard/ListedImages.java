package io.fourfold.topology.shard;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.topology.similarity.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** A photo. */
    public record Listed(String imageId, CaptionedImage image) {}

    /** Reads until there are so many. */
    static ListedImages read(KeyValueIterator<String, ImageCaptioned> photos, int k) {
        List<Listed> images = new ArrayList<>();
        while (photos.hasNext() && images.size() < k) {
            KeyValue<String, ImageCaptioned> photo = photos.next();
            images.add(new Listed(photo.key, CaptionedImage.of(photo.value).withBestCaption()));
        }
        return new ListedImages(
                images,
                photos.hasNext() ? Optional.of(images.get(images.size() - 1).imageId()) : Optional.empty());
    }

    /**
     * Those of some photos that have captions.
     *
     * @param next ids, in their order
     * @param wanted must cover what the captions say
     * @param more whether there are others behind them
     */
    static ListedImages of(
            List<String> next, Map<String, CaptionedImage> captions, Optional<Visibility> wanted, boolean more) {
        List<Listed> images = next.stream()
                .filter(id -> wanted.isPresent() && isCovered(captions.get(id), wanted.get()))
                .map(id -> new Listed(id, captions.get(id).withBestCaption()))
                .toList();
        return new ListedImages(images, more ? Optional.of(next.get(next.size() - 1)) : Optional.empty());
    }

    private static boolean isCovered(CaptionedImage image, Visibility wanted) {
        return image != null && image.ownership().isVisibleTo(wanted);
    }
}
