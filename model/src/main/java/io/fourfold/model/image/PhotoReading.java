package io.fourfold.model.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * One reading of a photo file by a library that may take as much memory and time as the file asks for. So the file's container
 * is looked at first, then its header, and only then and within bounds a pixel.
 */
final class PhotoReading implements AutoCloseable {

    /** So many pixels are decoded soon, whatever file they are from; of the rest each byte has only so many. */
    private static final long PIXELS_OF_ANY_FILE = 10_000_000;

    /** A JPEG has a bit for each 8 x 8 pixels at least, in its only scan or in the first one. */
    private static final long MOST_PIXELS_PER_BYTE_OF_JPEG = 512;

    /** Even one colour takes a PNG or a lossy WebP more than that; for a lossless WebP a hundred bytes are enough. */
    private static final long MOST_PIXELS_PER_BYTE = 10_000;

    private static final int MEGABYTE = 1024 * 1024;

    /** Of a pixel of the subsampled photo: its raster, in the worst case of 16 bits a channel, and two of its conversions. */
    private static final int BYTES_PER_SAMPLE = 16;

    private final PhotoFormat format;
    private final byte[] file;
    private final TimeLimit limit;
    private final PhotoInput input;
    private final ImageReader reader;
    private boolean left;

    /**
     * Opens a file without looking at more than its first bytes.
     *
     * @throws BadPhotoException if it is of no kind that can be read here
     */
    PhotoReading(byte[] file, TimeLimit limit) {
        if (file.length == 0) {
            throw new BadPhotoException("the file is empty");
        }
        PhotoFormat.refusal(file).ifPresent(reason -> {
            throw new BadPhotoException(reason);
        });
        this.format = PhotoFormat.of(file).orElseThrow();
        this.file = file;
        this.limit = limit;
        this.input = format.input(file);
        this.reader = format.reader();
        reader.setInput(input, true, true);
    }

    /**
     * What the container says.
     *
     * @throws BadPhotoException if it has too much of something, or is damaged
     */
    PhotoFile container() {
        try {
            return format.scan(file);
        } catch (IndexOutOfBoundsException damaged) {
            throw damaged(damaged);
        }
    }

    /**
     * What the header says.
     *
     * @throws BadPhotoException if it cannot be read
     */
    PhotoSize size() {
        return limited(() -> new PhotoSize(reader.getWidth(0), reader.getHeight(0)));
    }

    /**
     * What the header says, where it may be what is missing.
     *
     * @throws BadPhotoException if it cannot be read
     */
    PhotoSize size(PhotoFile container) {
        try {
            return size();
        } catch (BadPhotoException unreadable) {
            throw container.complete() || left ? unreadable : truncated();
        }
    }

    /**
     * Decodes the photo, if it is complete, has a reasonable size and fits the memory.
     *
     * @param steps which pixels are kept
     * @param use what to do with them before the memory is free again
     * @throws BadPhotoException if any of that is not so, it is damaged, or it takes too long
     */
    <T> T decode(
            PhotoFile container, PhotoSize size, Steps steps, DecodingMemory memory, Function<BufferedImage, T> use) {
        requireReasonableSize(size);
        if (!container.complete()) {
            throw truncated();
        }
        long needed = neededBytes(container, size, steps);
        requireThatFits(size, needed, memory);
        requireContent(size);
        DecodingMemory.Share share = memory.take(needed);
        try {
            return limited(() -> {
                try (share) {
                    return use.apply(read(steps));
                }
            });
        } finally {
            if (!left) {
                share.close();
            }
        }
    }

    /**
     * Of how many source pixels one is kept, along each axis.
     *
     * @param columns at least 1
     * @param rows at least 1
     */
    record Steps(int columns, int rows) {}

    @Override
    public void close() {
        // Who still works with it would trip.
        if (!left) {
            reader.dispose();
        }
    }

    private BufferedImage read(Steps steps) throws IOException {
        ReadingProgress progress = new ReadingProgress(input);
        reader.addIIOReadWarningListener(progress);
        reader.addIIOReadProgressListener(progress);
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(steps.columns(), steps.rows(), steps.columns() / 2, steps.rows() / 2);
        BufferedImage image = reader.read(0, parameters);
        if (progress.endedEarly() || format == PhotoFormat.GIF && !progress.reachedEnd()) {
            throw truncated();
        }
        return image;
    }

    private <T> T limited(Callable<T> work) {
        try {
            return limit.run(work, input::stop);
        } catch (TimeoutException tooLong) {
            left = true;
            throw new BadPhotoException("the " + format.label() + " takes longer than "
                    + limit.most().toSeconds() + " s to be decoded: write it anew, or scale it down");
        } catch (ExecutionException failed) {
            throw failure(failed.getCause());
        }
    }

    /** Errors are this process's, but for one that the depth of a file causes. */
    private RuntimeException failure(Throwable cause) {
        if (cause instanceof BadPhotoException bad) {
            return bad;
        }
        if (cause instanceof Error error && !(error instanceof StackOverflowError)) {
            throw error;
        }
        return damaged(cause);
    }

    private BadPhotoException damaged(Throwable failure) {
        String reason = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        return new BadPhotoException("the " + format.label() + " is damaged and cannot be decoded: " + reason, failure);
    }

    private BadPhotoException truncated() {
        return new BadPhotoException(
                "the " + format.label() + " is truncated: its end is missing, send the whole file");
    }

    /** What the reader keeps of the file and of every pixel, and what is made of those that are left after skipping. */
    private long neededBytes(PhotoFile container, PhotoSize size, Steps steps) {
        long samples = (long) (size.width() / steps.columns() + 1) * (size.height() / steps.rows() + 1);
        return size.pixels() * container.bytesPerPixel() + container.extraBytes() + samples * BYTES_PER_SAMPLE;
    }

    private void requireReasonableSize(PhotoSize size) {
        if (size.pixels() > PhotoDecoder.MAX_PIXELS) {
            throw tooLarge(size, "the limit of " + PhotoDecoder.MAX_PIXELS / 1_000_000 + " megapixels");
        }
        if (Math.max(size.width(), size.height()) > PhotoDecoder.MAX_SIDE) {
            throw tooLarge(size, "the limit of " + PhotoDecoder.MAX_SIDE + " a side");
        }
    }

    private BadPhotoException tooLarge(PhotoSize size, String limit) {
        return new BadPhotoException(String.format(
                Locale.ROOT,
                "the %s has %d x %d pixels, more than %s: scale it down first",
                format.label(),
                size.width(),
                size.height(),
                limit));
    }

    private void requireThatFits(PhotoSize size, long needed, DecodingMemory memory) {
        if (!memory.everFits(needed)) {
            throw new BadPhotoException(String.format(
                    Locale.ROOT,
                    "the %s of %d x %d pixels needs %d MB to be decoded, more than the %d MB for all photos: scale it down,"
                            + " or give the process more heap (-Xmx)",
                    format.label(),
                    size.width(),
                    size.height(),
                    needed / MEGABYTE,
                    memory.bytes() / MEGABYTE));
        }
    }

    /** A few bytes that ask for seconds of work are no photo. */
    private void requireContent(PhotoSize size) {
        long perByte = format == PhotoFormat.JPEG ? MOST_PIXELS_PER_BYTE_OF_JPEG : MOST_PIXELS_PER_BYTE;
        if (size.pixels() - PIXELS_OF_ANY_FILE > file.length * perByte) {
            throw new BadPhotoException(String.format(
                    Locale.ROOT,
                    "the %s has %d x %d pixels in %d bytes, which is no photo",
                    format.label(),
                    size.width(),
                    size.height(),
                    file.length));
        }
    }
}
