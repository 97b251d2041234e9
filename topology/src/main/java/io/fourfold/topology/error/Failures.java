package io.fourfold.topology.error;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The failures of an application's threads since they last got on, from which probes are answered. A failure is over when
 * what failed has been passed: an offset behind it is committed, or another record behind it fails; and when nothing has
 * failed for a while, since its partition may have moved to another instance.
 */
public final class Failures {

    /** Kafka Streams hands this object to the exception handlers, which it makes itself, under this key. */
    public static final String CONFIG_KEY = "fourfold.failures";

    /** A thread tries again at least every half minute, see {@link ThreadReplacement}. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(2);

    private static final Duration STUCK_AFTER = Duration.ofMinutes(2);
    private static final int STUCK_TIMES = 3;

    private final LongSupplier nanoTime;
    private final Supplier<Map<String, Map<TopicPartition, Long>>> committed;
    private final Map<Set<TopicPartition>, Spell> spells = new HashMap<>();
    private final ThreadLocal<Failure.Place> place = new ThreadLocal<>();
    private Optional<Failure> last = Optional.empty();

    /**
     * Failures without an end.
     *
     * @param reached offset of the record that failed, or up to which its thread had committed
     */
    private record Spell(
            Optional<Failure.Place> place,
            Throwable failure,
            int times,
            long since,
            long latest,
            Map<TopicPartition, Long> reached) {

        Spell and(Spell next) {
            return passedBy(next.reached)
                    ? next
                    : new Spell(next.place, next.failure, times + 1, since, next.latest, reached);
        }

        boolean passedBy(Map<TopicPartition, Long> offsets) {
            return reached.entrySet().stream()
                    .anyMatch(entry -> offsets.getOrDefault(entry.getKey(), -1L) > entry.getValue());
        }

        Failure toFailure(long now) {
            return new Failure(
                    place, Failure.words(failure), times, Duration.ofNanos(now - since), Failure.isOutage(failure));
        }
    }

    /**
     * @param nanoTime clock
     * @param committed offsets that each thread has committed of its partitions, by the thread's name; -1 before the first
     *     commit
     */
    public Failures(LongSupplier nanoTime, Supplier<Map<String, Map<TopicPartition, Long>>> committed) {
        this.nanoTime = nanoTime;
        this.committed = committed;
    }

    /**
     * The record because of which this thread is about to fail.
     *
     * @param topic null if a timer started what failed
     */
    void at(String topic, int partition, long offset) {
        if (topic != null) {
            place.set(new Failure.Place(topic, partition, offset));
        }
    }

    /** Takes note that this thread has failed. */
    public synchronized void record(Throwable failure) {
        forgetWhatIsOver();
        long now = nanoTime.getAsLong();
        Optional<Failure.Place> where = Optional.ofNullable(place.get());
        place.remove();
        Map<TopicPartition, Long> reached = where.map(
                        at -> Map.of(new TopicPartition(at.topic(), at.partition()), at.offset()))
                .orElseGet(() ->
                        committed.get().getOrDefault(Thread.currentThread().getName(), Map.of()));
        Spell spell = new Spell(where, failure, 1, now, now, Map.copyOf(reached));
        spells.merge(spell.reached.keySet(), spell, Spell::and);
        last = Optional.of(spell.toFailure(now));
    }

    /** Nothing fails any more: what was tried has been done. */
    public synchronized void over() {
        spells.clear();
    }

    /** What fails and is not over, the longest first. */
    public synchronized List<Failure> current() {
        forgetWhatIsOver();
        long now = nanoTime.getAsLong();
        return spells.values().stream()
                .map(spell -> spell.toFailure(now))
                .sorted((one, other) -> other.lasting().compareTo(one.lasting()))
                .toList();
    }

    /** The last failure, over or not. */
    public synchronized Optional<Failure> last() {
        return last;
    }

    /** Whether something has failed again and again for long, although nothing is away that it needs. */
    public boolean stuck() {
        return current().stream()
                .anyMatch(failure -> !failure.outage()
                        && failure.times() >= STUCK_TIMES
                        && failure.lasting().compareTo(STUCK_AFTER) > 0);
    }

    /** Whether something has failed so often in a row that its partitions do not get on for now. */
    public boolean repeated() {
        return current().stream().anyMatch(failure -> failure.times() >= STUCK_TIMES);
    }

    private void forgetWhatIsOver() {
        if (spells.isEmpty()) {
            return;
        }
        long now = nanoTime.getAsLong();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        committed.get().values().forEach(offsets::putAll);
        spells.values().removeIf(spell -> now - spell.latest > FORGOTTEN_AFTER.toNanos() || spell.passedBy(offsets));
    }
}
