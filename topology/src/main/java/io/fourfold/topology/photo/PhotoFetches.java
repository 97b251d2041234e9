package io.fourfold.topology.photo;

import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageUploaded;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fetches photos by their claim checks, several at once, so that neither the distance to a store nor a photo that takes long
 * sets the pace of the others. Bounded by the bytes of the photos that are fetched or have not been taken yet. Safe for
 * concurrent use.
 */
public final class PhotoFetches {

    private static final int THREADS = 32;
    private static final long IDLE_SECONDS = 30;
    private static final int UNIT = 1024;
    private static final long LEAST_BYTES = 2L * PhotoLoader.MAX_BYTES;
    private static final int SHARE_OF_HEAP = 8;

    private final PhotoLoader loader;
    private final Executor executor;
    private final Semaphore free;

    /** Fetches on daemon threads of its own, which end when there is nothing to fetch, within an eighth of the heap. */
    public PhotoFetches(PhotoLoader loader) {
        this(loader, threads(), Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /**
     * @param executor what runs the fetches
     * @param bytes of all photos together; at least {@link PhotoLoader#MAX_BYTES}
     */
    public PhotoFetches(PhotoLoader loader, Executor executor, long bytes) {
        this.loader = loader;
        this.executor = executor;
        this.free = new Semaphore(Math.toIntExact(bytes / UNIT));
    }

    /** Starts to fetch a photo; empty if there is no memory for it now. The caller closes what it gets. */
    public Optional<PhotoFetch> start(ImageUploaded upload, ClaimCheck claimCheck) {
        // What claims an impossible size is refused before it takes any memory.
        int taken = (int) (Math.max(0, Math.min(claimCheck.getSize(), PhotoLoader.MAX_BYTES)) / UNIT) + 1;
        if (!free.tryAcquire(taken)) {
            return Optional.empty();
        }
        return Optional.of(new PhotoFetch(
                CompletableFuture.supplyAsync(() -> loader.load(upload), executor), () -> free.release(taken)));
    }

    private static Executor threads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "photo-fetch-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
