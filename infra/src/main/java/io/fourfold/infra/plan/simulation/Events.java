package io.fourfold.infra.plan.simulation;

import java.util.PriorityQueue;

/** What happens, in the order of its time; what happens at the same time, in the order in which it was said. */
final class Events {

    private record Event(double time, long number, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byTime = Double.compare(time, other.time);
            return byTime == 0 ? Long.compare(number, other.number) : byTime;
        }
    }

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private double now;
    private long number;

    /** Seconds since the beginning. */
    double now() {
        return now;
    }

    void after(double seconds, Runnable action) {
        queue.add(new Event(now + seconds, number++, action));
    }

    /** Lets everything happen, and what follows from it. */
    void run() {
        while (!queue.isEmpty()) {
            Event event = queue.remove();
            now = event.time;
            event.action.run();
        }
    }
}
