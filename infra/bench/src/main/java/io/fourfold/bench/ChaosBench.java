package io.fourfold.bench;

import io.fourfold.bench.ChaosQueries.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills instances and lets them come back, while queries are asked all the time. Every answer has to be complete and
 * right, or marked incomplete, or 503; after each cycle everything has to be answered completely again in time.
 */
public final class ChaosBench {

    private static final Logger LOG = LoggerFactory.getLogger(ChaosBench.class);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LONGEST_ABSENCE_MS = 6_000;
    private static final int LONGEST_CALM_MS = 2_000;

    private final List<ChaosInstance> instances;
    private final ChaosQueries queries;
    private final List<String> ids;
    private final Random random;

    /**
     * @param instances that run already
     * @param ids photos that must be answered about after each cycle
     */
    ChaosBench(List<ChaosInstance> instances, ChaosQueries queries, List<String> ids, long seed) {
        this.instances = instances;
        this.queries = queries;
        this.ids = ids;
        this.random = new Random(seed);
    }

    /**
     * One kill and return.
     *
     * @param instance that was killed
     * @param absence from the kill to the new start
     * @param running from the new start until its index application runs
     * @param complete from then until every query was answered completely, whichever instance it was put to
     * @param answers to the queries asked meanwhile
     */
    public record Cycle(
            String instance, Duration absence, Duration running, Duration complete, Map<Verdict, Integer> answers) {

        /** How many answers were of that kind. */
        public int count(Verdict verdict) {
            return answers.getOrDefault(verdict, 0);
        }
    }

    /** Waits until every instance answers everything. */
    void awaitStart() throws InterruptedException {
        awaitComplete(START_TIMEOUT);
    }

    /** Runs the cycles, handing each over when it is done. */
    void run(int cycles, Consumer<Cycle> done) throws InterruptedException {
        Thread asking = new Thread(queries, "queries");
        asking.start();
        try {
            for (int cycle = 0; cycle < cycles; cycle++) {
                done.accept(cycle());
            }
        } finally {
            queries.stop();
            asking.join();
        }
    }

    private Cycle cycle() throws InterruptedException {
        queries.takeCounts();
        Thread.sleep(random.nextInt(LONGEST_CALM_MS));
        ChaosInstance victim = instances.get(random.nextInt(instances.size()));
        Duration absence = Duration.ofMillis(random.nextInt(LONGEST_ABSENCE_MS));
        victim.kill();
        Thread.sleep(absence.toMillis());
        long started = System.nanoTime();
        startAgain(victim);
        long running = awaitRunning(victim);
        long complete = awaitComplete(START_TIMEOUT);
        Map<Verdict, Integer> answers = new EnumMap<>(queries.takeCounts());
        return new Cycle(
                victim.name(),
                absence,
                Duration.ofNanos(running - started),
                Duration.ofNanos(complete - running),
                answers);
    }

    /** Tries until it starts, as whoever runs it would. */
    private void startAgain(ChaosInstance instance) throws InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (true) {
            try {
                instance.start();
                return;
            } catch (IOException e) {
                LOG.warn("{} does not start; trying again: {}", instance.name(), e.getMessage());
                requireBefore(deadline, instance.name() + " does not start");
            }
        }
    }

    /** @return nano time of the query to which the instance answered that it runs */
    private static long awaitRunning(ChaosInstance instance) throws InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (true) {
            long asked = System.nanoTime();
            if (instance.indexRuns()) {
                return asked;
            }
            requireBefore(deadline, instance.name() + " does not run");
            Thread.sleep(POLL.toMillis());
        }
    }

    /**
     * Waits until every instance has answered about all photos without one answer missing, neither here nor among the
     * queries asked meanwhile.
     *
     * @return nano time from which on nothing was missing
     */
    private long awaitComplete(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            long begin = System.nanoTime();
            int missing = queries.missing();
            if (answeredCompletely() && queries.missing() == missing) {
                return begin;
            }
            requireBefore(deadline, "not every instance answers completely");
            Thread.sleep(POLL.toMillis());
        }
    }

    private boolean answeredCompletely() throws InterruptedException {
        for (ChaosInstance instance : instances) {
            for (String id : ids) {
                if (queries.similar(instance, id) != Verdict.COMPLETE
                        || queries.image(instance, id) != Verdict.COMPLETE) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void requireBefore(long deadline, String problem) {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException(problem);
        }
    }
}
