package io.fourfold.topology.feed;

import io.fourfold.topology.similarity.Visibility;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The last events, shared by all readers: each knows by a number how far it is, and has to begin anew if it is overtaken. So
 * readers, however many and slow, take no more memory. Safe for concurrent use.
 */
final class RecentEvents {

    private final long mostBytes;

    /** By their numbers. */
    private final NavigableMap<Long, FeedEvent> events = new TreeMap<>();

    private long bytes;

    /** Number of the next event. */
    private long number;

    /** The offset in each partition from which on all events are here; null until something is read. */
    private long[] since;

    /** The offset that comes next in each partition. */
    private long[] next;

    private boolean upToDate;
    private boolean closed;

    RecentEvents(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Reading begins, at these offsets. */
    synchronized void begin(long[] offsets) {
        since = offsets.clone();
        next = offsets.clone();
    }

    /** What happened before anybody asked has been read. */
    synchronized void upToDate() {
        upToDate = true;
        notifyAll();
    }

    /** Where reading goes on; empty until it has begun. */
    synchronized Optional<long[]> next() {
        return Optional.ofNullable(next).map(long[]::clone);
    }

    synchronized void append(FeedEvent event) {
        events.put(number++, event);
        bytes += event.bytes();
        next[event.source()] = event.offset() + 1;
        while (bytes > mostBytes && events.size() > 1) {
            FeedEvent gone = events.pollFirstEntry().getValue();
            bytes -= gone.bytes();
            since[gone.source()] = gone.offset() + 1;
        }
        notifyAll();
    }

    /** Ends all waiting. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Waits until what happens from now on is read. */
    synchronized boolean awaitUpToDate(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!upToDate && !closed && end - System.nanoTime() > 0) {
            waitUntil(end);
        }
        return upToDate;
    }

    /** Where a new reader begins: with what comes next. */
    synchronized Joined joinNow() {
        return new Joined(number, next.clone());
    }

    /** Number of the first event for a reader that wants all from these offsets on; empty if some of them are gone. */
    synchronized OptionalLong join(long[] offsets) {
        return IntStream.range(0, offsets.length).allMatch(i -> offsets[i] >= since[i])
                ? OptionalLong.of(oldest())
                : OptionalLong.empty();
    }

    /** Whether this has been read up to these offsets. */
    synchronized boolean reached(long[] offsets) {
        return IntStream.range(0, offsets.length).allMatch(i -> offsets[i] <= next[i]);
    }

    /** The events that happened last before a number, of those that somebody may know of, by time. */
    synchronized List<FeedEvent> last(int count, long before, Visibility visibility) {
        List<FeedEvent> byTime = events.headMap(before).values().stream()
                .filter(event -> event.isVisibleTo(visibility))
                .sorted(Comparator.comparing(FeedEvent::time))
                .toList();
        return byTime.subList(Math.max(0, byTime.size() - count), byTime.size());
    }

    /**
     * Events from a number on; none if none comes in time.
     *
     * @return empty if that event is gone, or there will be none
     */
    synchronized Optional<List<FeedEvent>> from(long first, int most, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (first >= number && !closed && end - System.nanoTime() > 0) {
            waitUntil(end);
        }
        if (closed || first < oldest()) {
            return Optional.empty();
        }
        return Optional.of(
                events.tailMap(first, true).values().stream().limit(most).toList());
    }

    private long oldest() {
        return number - events.size();
    }

    private void waitUntil(long end) throws InterruptedException {
        wait(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
    }

    /**
     * Where a reader begins.
     *
     * @param number of the event that comes next
     * @param offsets that come next
     */
    record Joined(long number, long[] offsets) {}
}
