package io.fourfold.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Something that goes on in a thread of its own while something else is done. */
final class InBackground {

    private InBackground() {}

    /** What is done meanwhile. */
    interface Task {
        void run() throws Exception;
    }

    /**
     * Runs both.
     *
     * @param stop lets the background end
     * @throws ExecutionException if the background failed
     */
    static void run(Callable<?> background, Runnable stop, Task meanwhile) throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<?> end = executor.submit(background);
            try {
                meanwhile.run();
            } finally {
                stop.run();
            }
            end.get();
        } finally {
            executor.shutdown();
        }
    }
}
