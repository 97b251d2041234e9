package io.fourfold.topology.text;

import io.fourfold.model.words.CaptionWords;
import io.fourfold.topology.text.InversionResult.Inverted;
import io.fourfold.topology.text.InversionResult.Reason;
import io.fourfold.topology.text.InversionResult.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Inverts the texts of concurrent callers together, on one thread; remembers what it has inverted. */
public final class InversionQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InversionQueue.class);

    private final BatchInversion inversion;
    private final SearchMetrics metrics;
    private final int batch;
    private final int capacity;
    private final BlockingQueue<Waiting> queue;
    private final InversionCache cache;
    private final Thread worker;

    private record Waiting(String text, SearchMethod method, CompletableFuture<InversionResult> result) {}

    /**
     * @param capacity most texts that wait
     * @param batch most texts inverted together
     * @param remembered inverted texts kept, about 2 KB each
     */
    public InversionQueue(BatchInversion inversion, SearchMetrics metrics, int capacity, int batch, int remembered) {
        this.inversion = inversion;
        this.metrics = metrics;
        this.batch = batch;
        this.capacity = capacity;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.cache = new InversionCache(remembered);
        this.worker = new Thread(this::work, "search-inversion");
        this.worker.setDaemon(true);
        this.worker.start();
    }

    /**
     * Inverts a text as soon as its turn comes, unless the result is cancelled before.
     *
     * @throws TooManySearchesException if too many wait already
     */
    public CompletableFuture<InversionResult> invert(String text, SearchMethod method) {
        Optional<Inverted> known = cache.get(key(text, method));
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        Waiting waiting = new Waiting(text, method, new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            throw new TooManySearchesException(capacity);
        }
        return waiting.result;
    }

    /** Leaves what still waits without an answer. */
    @Override
    public void close() {
        worker.interrupt();
    }

    private void work() {
        List<Waiting> together = new ArrayList<>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                together.add(queue.take());
                SearchMethod method = together.get(0).method;
                while (together.size() < batch && isNext(method)) {
                    together.add(queue.remove());
                }
                invert(together, method);
                together.clear();
            }
        } catch (InterruptedException e) {
            LOG.debug("No more texts are inverted");
        }
    }

    private boolean isNext(SearchMethod method) {
        Waiting next = queue.peek();
        return next != null && next.method == method;
    }

    private void invert(List<Waiting> together, SearchMethod method) {
        together.removeIf(waiting -> waiting.result.isCancelled());
        if (together.isEmpty()) {
            return;
        }
        try {
            long start = System.nanoTime();
            List<InversionResult> results =
                    inversion.invert(together.stream().map(Waiting::text).toList(), method);
            metrics.inverted(together.size(), Duration.ofNanos(System.nanoTime() - start));
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i) instanceof Inverted inverted) {
                    cache.put(key(together.get(i).text, method), inverted);
                }
                together.get(i).result.complete(results.get(i));
            }
        } catch (RuntimeException e) {
            LOG.error("{} texts cannot be inverted", together.size(), e);
            Refused refused = new Refused(Reason.FAILED, "The search failed; the service's log says why", List.of());
            together.forEach(waiting -> waiting.result.complete(refused));
        }
    }

    private InversionCache.Key key(String text, SearchMethod method) {
        return new InversionCache.Key(inversion.modelVersion(), method, CaptionWords.of(text));
    }
}
