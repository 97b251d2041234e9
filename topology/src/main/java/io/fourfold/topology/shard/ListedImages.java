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
     * Photos whose captions are still to be read.
     *
     * @param next ids, in their order, more than {@code k} if there are others behind them
     */
    static ListedImages unread(List<String> next, int k) {
        List<String> page = next.subList(0, Math.min(k, next.size()));
        return new ListedImages(
                page.stream().map(id -> new Listed(id, CaptionedImage.UNREAD)).toList(),
                next.size() > k ? Optional.of(page.get(k - 1)) : Optional.empty());
    }

    List<String> imageIds() {
        return images.stream().map(Listed::imageId).toList();
    }

    /**
     * Those that have captions, with them.
     *
     * @param wanted must cover what the captions say
     */
    ListedImages read(Map<String, CaptionedImage> captions, Optional<Visibility> wanted) {
        return new ListedImages(
                imageIds().stream()
                        .filter(id -> wanted.isPresent() && isCovered(captions.get(id), wanted.get()))
                        .map(id -> new Listed(id, captions.get(id).withBestCaption()))
                        .toList(),
                lookedUpTo);
    }

    private static boolean isCovered(CaptionedImage image, Visibility wanted) {
        return image != null && image.ownership().isVisibleTo(wanted);
    }
}
