package io.fourfold.topology.config;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a stream thread may be busy with one pass over its tasks, in which each handles what it has waiting once. A
 * transaction that outlives its timeout is fenced, and a thread that does not poll in time leaves its group: both would do
 * the same work again, for ever.
 *
 * @param transactionTimeout of the producer; after a crash, others wait so long for what the dead instance had open
 * @param pollInterval longest time between two polls of the consumer
 */
public record PassLimits(Duration transactionTimeout, Duration pollInterval) {

    private static final Logger LOG = LoggerFactory.getLogger(PassLimits.class);

    /** For the round trips of a commit. */
    static final Duration COMMIT = Duration.ofSeconds(10);

    /** Brokers' default of {@code transaction.max.timeout.ms}, beyond which they refuse a producer. */
    public static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(15);

    /** Kafka's default. */
    static final Duration SHORTEST_POLL_INTERVAL = Duration.ofMinutes(5);

    /**
     * The limits of a thread that may have all the tasks that this instance has, if it is the only one, shared by its
     * threads.
     *
     * @param partitions of the application's topics, and so its tasks
     * @param threads of this instance
     * @param turn longest time that a task takes when it is its turn
     * @param longestTransaction that the brokers allow
     */
    public static PassLimits of(int partitions, int threads, Duration turn, Duration longestTransaction) {
        long tasks = (partitions + threads - 1) / threads;
        Duration pass = COMMIT.plus(turn.multipliedBy(tasks));
        if (pass.compareTo(longestTransaction) > 0) {
            LOG.warn(
                    "A pass over {} tasks may take {}, but the brokers allow transactions of {} (transaction.max.timeout.ms):"
                            + " what takes longer is done again and again. Allow more there, or run more threads",
                    tasks,
                    pass,
                    longestTransaction);
        }
        // A thread polls no sooner than half the interval is over (StreamThread.runOnce).
        return new PassLimits(shorter(pass, longestTransaction), longer(pass.multipliedBy(2), SHORTEST_POLL_INTERVAL));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
