package io.fourfold.topology.store;

import java.time.Clock;
import java.time.Duration;

/**
 * How old what a store has read may be before it must begin anew. Topics keep tombstones for {@code delete.retention.ms};
 * who reads on after that misses deletes, and would show deleted photos for ever.
 *
 * @param limit longest time since the store's last commit
 * @param clock tells the time of commits
 */
public record StoreAge(Duration limit, Clock clock) {

    /** Stores are kept however old they are. */
    public static final StoreAge UNLIMITED = new StoreAge(Duration.ofMillis(Long.MAX_VALUE), Clock.systemUTC());

    /**
     * The limit for topics that keep tombstones for so long: a tenth less, for clocks that differ and for the time that
     * reading on takes.
     */
    public static StoreAge ofTombstones(Duration deleteRetention, Clock clock) {
        return new StoreAge(deleteRetention.minus(deleteRetention.dividedBy(10)), clock);
    }

    long now() {
        return clock.millis();
    }

    boolean isLimited() {
        return limit.compareTo(UNLIMITED.limit) < 0;
    }

    /** Share of the limit that has passed since a commit. */
    double ratioSince(long commitMs) {
        return (double) Math.max(0, now() - commitMs) / limit.toMillis();
    }

    boolean exceededSince(long commitMs) {
        return now() - commitMs >= limit.toMillis();
    }
}
