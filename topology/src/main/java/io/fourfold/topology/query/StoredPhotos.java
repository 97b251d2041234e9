package io.fourfold.topology.query;

import io.fourfold.model.image.BadPhotoException;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.photo.PhotoUnavailableException;
import io.fourfold.topology.shard.CaptionedImage.StoredFile;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Reads the files of stored photos again. Few at a time, since each may be large; what is more is refused at once. */
public final class StoredPhotos {

    private final PhotoLoader loader;
    private final Semaphore permits;

    /** @param concurrency files read at the same time */
    public StoredPhotos(PhotoLoader loader, int concurrency) {
        this.loader = loader;
        this.permits = new Semaphore(concurrency);
    }

    /**
     * Reads a file and does something with it.
     *
     * @throws BadPhotoException if it is not there any more, or another
     * @throws NotReadyException if it cannot be had at the moment
     */
    <T> T read(StoredFile file, Function<byte[], T> use) {
        if (!permits.tryAcquire()) {
            throw new NotReadyException("Too many stored photos are being read; try again");
        }
        try {
            return use.apply(loader.load(new ClaimCheck(file.uri(), file.sha256(), file.size()))
                    .bytes());
        } catch (PhotoUnavailableException e) {
            throw new NotReadyException(e.getMessage());
        } finally {
            permits.release();
        }
    }
}
