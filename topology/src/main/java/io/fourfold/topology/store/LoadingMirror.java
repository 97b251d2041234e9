package io.fourfold.topology.store;

import io.fourfold.topology.similarity.VectorMirror;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mirror that is filled from its database by a thread of its own. Everybody else waits for that. */
final class LoadingMirror {

    private static final Logger LOG = LoggerFactory.getLogger(LoadingMirror.class);

    private final String storeName;
    private final VectorMirror mirror;
    private final RocksImages images;
    private final IndexedImageSerde serde = new IndexedImageSerde();
    private final CompletableFuture<VectorMirror> loaded = new CompletableFuture<>();

    LoadingMirror(String storeName, VectorMirror mirror, RocksImages images) {
        this.storeName = storeName;
        this.mirror = mirror;
        this.images = images;
    }

    /** Ends early when the database is closed. */
    void start() {
        Thread thread = new Thread(this::load, storeName + "-loading");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The filled mirror.
     *
     * @throws InvalidStateStoreException if the database was closed before
     * @throws ProcessorStateException if it could not be read
     */
    VectorMirror get() {
        try {
            return loaded.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof InvalidStateStoreException closed) {
                throw closed;
            }
            throw new ProcessorStateException(
                    "The images of the store '" + storeName + "' cannot be read from disk", e.getCause());
        }
    }

    /** Number of photos read so far; waits for nothing. */
    int size() {
        return mirror.size();
    }

    /** Estimated heap bytes so far; waits for nothing. */
    long memoryBytes() {
        return mirror.memoryBytes();
    }

    /** Adds or overwrites the image in a stored value; null removes it. */
    void put(byte[] imageId, byte[] value) {
        if (value == null) {
            get().remove(imageId);
        } else {
            get().put(imageId, serde.deserialize(null, value));
        }
    }

    private void load() {
        long start = System.nanoTime();
        try {
            images.forEach((id, value) -> mirror.put(id, serde.deserialize(null, value)));
        } catch (RuntimeException | Error e) {
            loaded.completeExceptionally(e);
            return;
        }
        if (mirror.size() > 0) {
            LOG.info("Read {} embeddings from disk in {} ms", mirror.size(), (System.nanoTime() - start) / 1_000_000);
        }
        loaded.complete(mirror);
    }
}
