package io.fourfold.model.image;

/** Counts the bytes of a file that are no pixels, such as EXIF, colour profiles and comments. */
final class MetadataLimit {

    /** Some phones put a depth map beside the photo. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private final PhotoFormat format;
    private long bytes;

    MetadataLimit(PhotoFormat format) {
        this.format = format;
    }

    /** @throws BadPhotoException if there are too many by now */
    void take(long more) {
        bytes += more;
        if (bytes > MAX_BYTES) {
            throw new BadPhotoException("the " + format.label() + " has more than " + MAX_BYTES / 1024 / 1024
                    + " MB of metadata: remove them");
        }
    }
}
