package io.fourfold.topology.photo;

import io.fourfold.model.image.BadPhotoException;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;

/**
 * Gets a photo's file, from the upload event itself or from where its claim check says.
 *
 * <p>What may pass (no connection, status 5xx, 408, 425, 429) ends in {@link PhotoUnavailableException} at once, for the caller
 * to try again later; a file that is not there (any other 4xx) ends after {@value #NOT_FOUND_TRIES} tries in
 * {@link PhotoNotFoundException}, since upload events can overtake their files. Everything else that is wrong will not change
 * and is not tried again. Safe for concurrent use.
 */
public final class PhotoLoader implements AutoCloseable {

    /** Largest file that a claim check may name, in bytes. */
    public static final int MAX_BYTES = 50 * 1024 * 1024;

    private static final int NOT_FOUND_TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** Waits; replaced in tests. */
    public interface Pause {
        void pause(Duration duration) throws InterruptedException;
    }

    /** Time since some fixed moment, in nanoseconds. */
    public interface Ticker {
        long nanos();
    }

    private final ClaimCheckFetcher fetcher;
    private final Duration timeout;
    private final Ticker ticker;
    private final Pause pause;

    /**
     * @param timeout longest time for one photo, retries included
     */
    public PhotoLoader(AllowedPrefixes allowed, AllowedNetworks networks, Duration timeout) {
        this(
                new ClaimCheckFetcher(allowed, networks),
                timeout,
                System::nanoTime,
                duration -> Thread.sleep(duration.toMillis()));
    }

    PhotoLoader(ClaimCheckFetcher fetcher, Duration timeout, Ticker ticker, Pause pause) {
        this.fetcher = fetcher;
        this.timeout = timeout;
        this.ticker = ticker;
        this.pause = pause;
    }

    /**
     * Loads and checks the photo.
     *
     * @throws BadPhotoException if it will never load: too large, not allowed, not there, or not the file of that
     *     size and SHA-256
     * @throws PhotoUnavailableException if it may load later
     */
    public LoadedPhoto load(ImageUploaded upload) {
        return upload.getPhoto() instanceof ClaimCheck claimCheck ? load(claimCheck) : inline(upload);
    }

    /** Loads and checks a photo, as {@link #load(ImageUploaded)} does one that is kept elsewhere. */
    public LoadedPhoto load(ClaimCheck claimCheck) {
        long size = claimCheck.getSize();
        if (size < 1 || size > MAX_BYTES) {
            throw new BadPhotoException(
                    "the claim check says " + size + " bytes; a photo must have 1 to " + MAX_BYTES + " bytes");
        }
        PhotoUri uri = PhotoUri.parse(claimCheck.getUri());
        byte[] bytes = fetchOnceThere(uri, (int) size);
        if (bytes.length != size) {
            throw new BadPhotoException("the file at " + uri + " has "
                    + (bytes.length > size ? "more than " + size : bytes.length) + " bytes, but the claim check says "
                    + size);
        }
        LoadedPhoto photo = LoadedPhoto.of(bytes);
        if (!photo.sha256().equals(claimCheck.getSha256().toLowerCase(Locale.ROOT))) {
            throw new BadPhotoException("the file at " + uri + " has SHA-256 " + photo.sha256()
                    + ", but the claim check says " + claimCheck.getSha256());
        }
        return photo;
    }

    /**
     * The photo that comes in its upload.
     *
     * @throws BadPhotoException if there is none
     */
    public static LoadedPhoto inline(ImageUploaded upload) {
        if (upload.getPhoto() instanceof InlinePhoto inline) {
            return LoadedPhoto.of(bytes(inline.getBytes()));
        }
        throw new BadPhotoException("the upload event holds neither a photo nor a claim check");
    }

    /**
     * Tells the log which of the allowed prefixes allow nothing, since their hosts are in networks that are not allowed. Looks
     * hosts up, which may take long.
     */
    public void warnOfRefusedPrefixes() {
        fetcher.warnOfRefusedPrefixes();
    }

    @Override
    public void close() {
        fetcher.close();
    }

    private byte[] fetchOnceThere(PhotoUri uri, int size) {
        long deadline = ticker.nanos() + timeout.toNanos();
        Duration wait = FIRST_PAUSE;
        for (int tries = 1; ; tries++) {
            try {
                Duration remaining = Duration.ofNanos(Math.max(1_000_000, deadline - ticker.nanos()));
                return fetcher.fetch(uri, size, remaining);
            } catch (PhotoNotFoundException e) {
                if (tries >= NOT_FOUND_TRIES || pastDeadline(deadline, wait)) {
                    throw e;
                }
            } catch (IOException e) {
                throw new PhotoUnavailableException("the photo at " + uri + " is unavailable: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                throw interrupted(uri, e);
            }
            pause(uri, wait);
            wait = wait.multipliedBy(2);
        }
    }

    private boolean pastDeadline(long deadline, Duration wait) {
        return ticker.nanos() + wait.toNanos() >= deadline;
    }

    private void pause(PhotoUri uri, Duration wait) {
        try {
            pause.pause(wait);
        } catch (InterruptedException e) {
            throw interrupted(uri, e);
        }
    }

    private static PhotoUnavailableException interrupted(PhotoUri uri, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new PhotoUnavailableException("interrupted while fetching " + uri, e);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
