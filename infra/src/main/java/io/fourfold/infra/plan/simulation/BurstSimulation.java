package io.fourfold.infra.plan.simulation;

import io.fourfold.infra.plan.Describing;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Uploads that come at random to partitions, each read by one thread, that describes one photo after the other: what waits
 * when more come than can be described for a time, and how long it takes to make up for it.
 */
public final class BurstSimulation {

    private static final double WARM_UP_SECONDS = 10;

    /** A photo takes so much less or more than its mean. */
    private static final double SPREAD = 0.2;

    private final Describing describing;
    private final Describing.Burst burst;
    private final Random random;
    private final Events events = new Events();
    private final Reader[] readers;
    private final double end;
    private double stop;
    private long waitingAtEnd;

    /** A thread. */
    private final class Reader {

        private int waiting;
        private double drained = -1;

        void arrive() {
            if (waiting++ == 0) {
                describe();
            }
        }

        private void describe() {
            double seconds = describing.photoSeconds() * (1 + SPREAD * (2 * random.nextDouble() - 1));
            events.after(seconds, () -> {
                waiting--;
                if (events.now() >= end && waiting == 0 && drained < 0) {
                    drained = events.now() - end;
                }
                if (waiting > 0) {
                    describe();
                }
            });
        }
    }

    public BurstSimulation(Describing describing, Describing.Burst burst, long seed) {
        this.describing = describing;
        this.burst = burst;
        this.random = new Random(seed);
        this.end = WARM_UP_SECONDS + burst.seconds();
        this.readers = IntStream.range(0, describing.threads())
                .mapToObj(i -> new Reader())
                .toArray(Reader[]::new);
    }

    /** Lets the burst happen, and all be described. */
    public List<Comparison> run() {
        double drain = describing.drainSeconds(burst);
        if (Double.isInfinite(drain)) {
            throw new IllegalArgumentException("more photos come than can ever be described");
        }
        events.after(0, this::arrive);
        events.after(end, this::end);
        stop = end + 2 * drain + WARM_UP_SECONDS;
        events.run();
        return List.of(
                new Comparison("photos that wait after a burst", "", describing.backlog(burst), waitingAtEnd),
                new Comparison("until the busiest threads have made up", "s", drain, drainedSeconds()));
    }

    private void end() {
        for (Reader reader : readers) {
            waitingAtEnd += reader.waiting;
            if (reader.waiting == 0) {
                reader.drained = 0;
            }
        }
    }

    /** The mean of the threads that have most partitions. */
    private double drainedSeconds() {
        return IntStream.range(0, readers.length)
                .filter(i -> partitions(i) == describing.mostPartitions())
                .mapToDouble(i -> readers[i].drained)
                .average()
                .orElseThrow();
    }

    private int partitions(int reader) {
        return (describing.partitions() - reader - 1 + describing.threads()) / describing.threads();
    }

    private void arrive() {
        double now = events.now();
        if (now > stop) {
            return;
        }
        readers[random.nextInt(describing.partitions()) % readers.length].arrive();
        double rate = now >= WARM_UP_SECONDS && now < end ? burst.uploads() * burst.times() : burst.uploads();
        events.after(-Math.log(1 - random.nextDouble()) / rate, this::arrive);
    }
}
