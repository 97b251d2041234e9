package io.fourfold.topology.feed;

import io.fourfold.topology.similarity.Ownership;
import io.fourfold.topology.similarity.Visibility;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened, as readers get it.
 *
 * @param source which of {@link FeedSources#partitions} it comes from
 * @param offset of its record there
 * @param time of its record
 * @param ownership of its photo; empty if it is not known
 * @param data encoded once for all readers
 */
record FeedEvent(int source, long offset, Instant time, Optional<Ownership> ownership, byte[] data) {

    /** What it takes beside its data, roughly. */
    private static final int OVERHEAD = 100;

    /** Whether somebody may know of it. */
    boolean isVisibleTo(Visibility visibility) {
        return visibility.unrestricted()
                || ownership.filter(known -> known.isVisibleTo(visibility)).isPresent();
    }

    /** Memory that it takes. */
    int bytes() {
        return data.length + OVERHEAD;
    }
}
