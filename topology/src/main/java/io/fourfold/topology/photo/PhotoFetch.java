package io.fourfold.topology.photo;

import io.fourfold.model.image.BadPhotoException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A photo that is being fetched, with the memory for it; that is given back by {@link #close}, or once it has arrived after. */
public final class PhotoFetch implements AutoCloseable {

    private final CompletableFuture<LoadedPhoto> photo;
    private final Runnable release;
    private boolean closed;

    PhotoFetch(CompletableFuture<LoadedPhoto> photo, Runnable release) {
        this.photo = photo;
        this.release = release;
    }

    /** Runs something once the photo is there or has failed; on any thread. */
    public void whenDone(Runnable action) {
        photo.whenComplete((loaded, failure) -> action.run());
    }

    /**
     * The photo, waiting for it.
     *
     * @throws BadPhotoException if it will never load
     * @throws PhotoUnavailableException if it may load later
     */
    public LoadedPhoto get() {
        try {
            return photo.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw failure;
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            photo.whenComplete((loaded, failure) -> release.run());
        }
    }
}
