package io.fourfold.infra.plan.simulation;

import java.util.ArrayDeque;
import java.util.Queue;

/** So many processors, or threads; short work goes first, since searches take turns and other work does not. */
final class Processors {

    private record Work(double seconds, Runnable done) {}

    private final Events events;
    private final Queue<Work> first = new ArrayDeque<>();
    private final Queue<Work> later = new ArrayDeque<>();
    private int free;
    private double worked;

    Processors(Events events, int count) {
        this.events = events;
        this.free = count;
    }

    void shortWork(double seconds, Runnable done) {
        first.add(new Work(seconds, done));
        next();
    }

    void search(double seconds, Runnable done) {
        later.add(new Work(seconds, done));
        next();
    }

    /** Processor seconds so far. */
    double worked() {
        return worked;
    }

    private void next() {
        while (free > 0 && !(first.isEmpty() && later.isEmpty())) {
            Work work = first.isEmpty() ? later.remove() : first.remove();
            free--;
            worked += work.seconds;
            events.after(work.seconds, () -> {
                free++;
                work.done.run();
                next();
            });
        }
    }
}
