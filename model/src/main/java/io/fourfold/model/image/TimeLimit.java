package io.fourfold.model.image;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;

/** Lets decoders, which are libraries and may hang, work for so long and then goes on without them. */
final class TimeLimit {

    /** Each decoding has one while it runs; a thread that is idle for a minute ends. */
    private static final Executor THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "photo-decoder");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration most;

    TimeLimit(Duration most) {
        this.most = most;
    }

    Duration most() {
        return most;
    }

    /**
     * What the work returns. Interrupting the caller does not end it.
     *
     * @param stop asks the work to end; if it does not, it keeps its thread
     * @throws TimeoutException if it takes longer
     * @throws ExecutionException if it fails
     */
    <T> T run(Callable<T> work, Runnable stop) throws TimeoutException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        THREADS.execute(task);
        long end = System.nanoTime() + most.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException tooLong) {
            // Not a field: logging would be started with the network, and take longer than all that is loaded of it.
            LoggerFactory.getLogger(TimeLimit.class).error("A photo was not decoded within {}", most);
            stop.run();
            task.cancel(true);
            throw tooLong;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
