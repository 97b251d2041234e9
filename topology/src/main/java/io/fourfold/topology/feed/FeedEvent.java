package io.fourfold.topology.feed;

import java.time.Instant;

/**
 * Something that happened, as readers get it.
 *
 * @param source which of {@link FeedSources#partitions} it comes from
 * @param offset of its record there
 * @param time of its record
 * @param data encoded once for all readers
 */
record FeedEvent(int source, long offset, Instant time, byte[] data) {

    /** What it takes beside its data, roughly. */
    private static final int OVERHEAD = 100;

    /** Memory that it takes. */
    int bytes() {
        return data.length + OVERHEAD;
    }
}
