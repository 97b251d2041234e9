package io.fourfold.model.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Workers that share each batch, each on a thread of its own.
 *
 * @param executor with at least as many threads as there are workers
 */
public record Workers<W>(List<W> all, ExecutorService executor) {

    /**
     * Has every worker do its share, and waits for all.
     *
     * @param work prepared for one worker after the other, then done by all at once
     * @throws IllegalStateException if one fails
     */
    public <T> List<T> call(Function<W, Callable<T>> work) throws InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> future : executor.invokeAll(all.stream().map(work).toList())) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("training failed", e.getCause());
            }
        }
        return results;
    }

    /** As {@link #call}, without results. */
    public void run(Consumer<W> work) throws InterruptedException {
        call(worker -> () -> {
            work.accept(worker);
            return null;
        });
    }
}
