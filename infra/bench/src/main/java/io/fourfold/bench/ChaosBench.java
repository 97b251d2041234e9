package io.fourfold.bench;

import io.fourfold.bench.ChaosQueries.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills processes, or harms them otherwise, and lets them come back, while queries are asked all the time. Every answer has to be complete and
 * right, or marked incomplete, or 503; after each cycle everything has to be answered completely again in time.
 */
public final class ChaosBench {

    private static final Logger LOG = LoggerFactory.getLogger(ChaosBench.class);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LONGEST_ABSENCE_MS = 4_000;
    private static final int LONGEST_CALM_MS = 1_000;

    /** Longer than the session timeout of the local broker's groups, 6 s. */
    private static final int SHORTEST_PAUSE_MS = 7_000;

    /** After so many in a row that did not recover, there is nothing left to learn. */
    private static final int MOST_STUCK = 3;

    private final List<ChaosInstance> instances;
    private final ChaosProcess broker;
    private final ChaosProcess registry;
    private final List<ChaosFault> faults;
    private final ChaosQueries queries;
    private final List<String> ids;
    private final Random random;

    /**
     * @param instances that run already
     * @param faults at least one that can be repeated
     * @param ids photos that must be answered about after each cycle
     */
    ChaosBench(
            List<ChaosInstance> instances,
            ChaosProcess broker,
            ChaosProcess registry,
            List<ChaosFault> faults,
            ChaosQueries queries,
            List<String> ids,
            long seed) {
        this.instances = instances;
        this.broker = broker;
        this.registry = registry;
        this.faults = faults;
        this.queries = queries;
        this.ids = ids;
        this.random = new Random(seed);
    }

    /**
     * One fault and recovery.
     *
     * @param fault what was done
     * @param victim which process it was done to
     * @param absence from then until it was started again, or could go on
     * @param running from then until it runs; of an instance, its index application
     * @param complete from then until every query was answered completely, whichever instance it was put to; none if that did
     *     not come in time
     * @param answers to the queries asked meanwhile
     */
    public record Cycle(
            ChaosFault fault,
            String victim,
            Duration absence,
            Duration running,
            Optional<Duration> complete,
            Map<Verdict, Integer> answers) {

        /** How many answers were of that kind. */
        public int count(Verdict verdict) {
            return answers.getOrDefault(verdict, 0);
        }
    }

    /**
     * Waits until every instance answers everything.
     *
     * @throws IllegalStateException if that takes too long
     */
    void awaitStart() throws InterruptedException {
        if (awaitComplete(START_TIMEOUT).isEmpty()) {
            throw new IllegalStateException("not every instance answers completely");
        }
        queries.forget();
    }

    /**
     * Runs the cycles, handing each over when it is done.
     *
     * @param limit no cycle begins later than so long after the first
     */
    List<Cycle> run(int cycles, Duration limit, Consumer<Cycle> done) throws Exception {
        List<Cycle> results = new ArrayList<>();
        InBackground.run(queries, queries::stop, () -> {
            long begin = System.nanoTime();
            int stuck = 0;
            while (results.size() < cycles && stuck < MOST_STUCK && System.nanoTime() - begin < limit.toNanos()) {
                Cycle result = cycle(fault(results.size(), cycles));
                results.add(result);
                done.accept(result);
                stuck = result.complete().isPresent() ? 0 : stuck + 1;
            }
        });
        return results;
    }

    /** Those that are done once have their places, the others come by chance. */
    private ChaosFault fault(int cycle, int cycles) {
        List<ChaosFault> once = faults.stream().filter(ChaosFault::once).toList();
        for (int i = 0; i < once.size(); i++) {
            if (cycle == (i + 1) * cycles / (once.size() + 1)) {
                return once.get(i);
            }
        }
        List<ChaosFault> repeated =
                faults.stream().filter(fault -> !fault.once()).toList();
        return repeated.get(random.nextInt(repeated.size()));
    }

    private Cycle cycle(ChaosFault fault) throws IOException, InterruptedException {
        queries.takeCounts();
        Thread.sleep(random.nextInt(LONGEST_CALM_MS));
        ChaosInstance instance = instances.get(random.nextInt(instances.size()));
        Duration absence = Duration.ofMillis(random.nextInt(LONGEST_ABSENCE_MS));
        ChaosProcess victim = switch (fault) {
            case KILL_BROKER, PAUSE_BROKER -> broker;
            case KILL_REGISTRY, PAUSE_REGISTRY -> registry;
            case KILL_INSTANCE, PAUSE_INSTANCE, FULL_DISK, CORRUPT_STATE -> instance;
        };
        long started;
        switch (fault) {
            case PAUSE_INSTANCE, PAUSE_BROKER, PAUSE_REGISTRY -> {
                absence = absence.plusMillis(SHORTEST_PAUSE_MS);
                victim.pause();
                Thread.sleep(absence.toMillis());
                started = System.nanoTime();
                victim.resume();
            }
            case FULL_DISK -> {
                absence = absence.plusMillis(SHORTEST_PAUSE_MS);
                instance.fillDisk();
                // Whose stores have to be written here.
                ChaosInstance other = other(instance);
                other.kill();
                Thread.sleep(absence.toMillis());
                startAgain(other);
                started = System.nanoTime();
                instance.emptyDisk();
            }
            case CORRUPT_STATE -> {
                instance.stop();
                instance.corruptState();
                Thread.sleep(absence.toMillis());
                started = System.nanoTime();
            }
            default -> {
                victim.kill();
                Thread.sleep(absence.toMillis());
                started = System.nanoTime();
            }
        }
        if (ProcessHandle.of(victim.pid()).filter(ProcessHandle::isAlive).isEmpty()) {
            startAgain(victim);
        }
        long running = victim == instance ? awaitRunning(instance) : System.nanoTime();
        Optional<Duration> complete = awaitComplete(START_TIMEOUT).map(end -> Duration.ofNanos(end - running));
        Map<Verdict, Integer> answers = new EnumMap<>(queries.takeCounts());
        return new Cycle(fault, victim.name(), absence, Duration.ofNanos(running - started), complete, answers);
    }

    private ChaosInstance other(ChaosInstance instance) {
        return instances.get((instances.indexOf(instance) + 1) % instances.size());
    }

    /** Tries until it starts, as whoever runs it would. */
    private void startAgain(ChaosProcess victim) throws InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (true) {
            try {
                victim.start();
                return;
            } catch (IOException e) {
                LOG.warn("{} does not start; trying again: {}", victim.name(), e.getMessage());
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(victim.name() + " does not start", e);
                }
            }
        }
    }

    /** @return nano time of the query to which the instance answered that it runs, or when it should have */
    private long awaitRunning(ChaosInstance instance) throws InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (true) {
            long asked = System.nanoTime();
            if (asked > deadline || instance.indexRuns()) {
                return asked;
            }
            startEnded();
            Thread.sleep(POLL.toMillis());
        }
    }

    /**
     * Waits until every instance has answered about all photos without one answer missing, neither here nor among the
     * queries asked meanwhile.
     *
     * @return nano time from which on nothing was missing, if that came in time
     */
    private Optional<Long> awaitComplete(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < deadline) {
            long begin = System.nanoTime();
            int missing = queries.missing();
            if (answeredCompletely() && queries.missing() == missing) {
                return Optional.of(begin);
            }
            startEnded();
            Thread.sleep(POLL.toMillis());
        }
        LOG.warn("Not every instance answers completely within {} s", timeout.toSeconds());
        return Optional.empty();
    }

    /** Starts instances that ended by themselves, as whoever runs them would. */
    private void startEnded() throws InterruptedException {
        for (ChaosInstance instance : instances) {
            if (!instance.alive()) {
                LOG.warn("{} has ended; starting it again", instance.name());
                startAgain(instance);
            }
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
}
