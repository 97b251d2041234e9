package io.fourfold.topology.feed;

import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;

/** One who is told what happens; for one thread, but for {@link #cutOffIfSlow}. */
public final class FeedReader implements AutoCloseable {

    /** Who was away for longer had better read what there is than all that has happened; nor are deletes kept for ever. */
    private static final Duration LONGEST_ABSENCE = Duration.ofDays(1);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int BATCH = 100;

    private final Feed.Shared shared;
    private final Visibility visibility;
    private final Runnable cutOff;
    private final Consumer<FeedReader> atClose;

    /** The offset that comes next in each partition. */
    private long[] next;

    /** Number of the recent event that comes next, once it has caught up. */
    private long number;

    /** What it has missed, read with a permit to catch up; empty once it has. */
    private Optional<FeedSources.Reading> missed = Optional.empty();

    /** When it was where it is, while it catches up. */
    private Optional<Instant> away = Optional.empty();

    private Optional<String> gap = Optional.empty();
    private List<FeedEvent> before = List.of();

    /** Since when it has been dealing with what it read last, in ns; null while it waits for more. */
    private volatile Long busySince;

    private volatile boolean dropped;

    /**
     * @param visibility what it may be told
     * @param cutOff ends a write that lasts too long
     */
    FeedReader(Feed.Shared shared, Visibility visibility, Runnable cutOff, Consumer<FeedReader> atClose) {
        this.shared = shared;
        this.visibility = visibility;
        this.cutOff = cutOff;
        this.atClose = atClose;
    }

    /**
     * Something that happened.
     *
     * @param id after which the feed may go on
     * @param data as it was encoded
     */
    public record Item(String id, byte[] data) {}

    /** Why the feed does not go on after the id that was given; empty if it does. */
    public Optional<String> gap() {
        return gap;
    }

    /** Id of all that it has been told. */
    public String id() {
        return new FeedPosition(away.orElseGet(shared.clock()::instant), next).encode();
    }

    /**
     * What happens next.
     *
     * @return empty if the feed ends, since the instance stops or the reader is too slow; no items if nothing happens in time
     * @throws KafkaException if what was missed cannot be read
     */
    public Optional<List<Item>> next(Duration patience) throws InterruptedException {
        busySince = null;
        try {
            long end = System.nanoTime() + patience.toNanos();
            Optional<List<Item>> items = read(patience);
            // Who is not told of something is not to notice, either, that something happens.
            while (!visibility.unrestricted()
                    && items.filter(List::isEmpty).isPresent()
                    && end - System.nanoTime() > 0) {
                items = read(Duration.ofNanos(end - System.nanoTime()));
            }
            return items;
        } finally {
            busySince = shared.nanoTime().getAsLong();
        }
    }

    @Override
    public void close() {
        endOfCatchUp();
        atClose.accept(this);
    }

    /** Where it begins; see {@link Feed#open}. */
    void begin(Optional<String> after, int last) throws InterruptedException {
        if (after.isEmpty()) {
            beginNow(last);
            return;
        }
        Optional<FeedPosition> position =
                FeedPosition.decode(after.get(), shared.sources().partitions().size());
        if (position.isEmpty()) {
            beginAfterGap("The id is none of this feed");
        } else if (Duration.between(position.get().time(), shared.clock().instant())
                        .compareTo(LONGEST_ABSENCE)
                > 0) {
            beginAfterGap("The id is older than " + LONGEST_ABSENCE.toHours() + " h");
        } else {
            goOn(position.get());
        }
    }

    /** Whether it has been cut off by this call, since it does not take what it is told. */
    boolean cutOffIfSlow() {
        Long since = busySince;
        if (dropped || since == null || shared.nanoTime().getAsLong() - since < LONGEST_WRITE.toNanos()) {
            return false;
        }
        dropped = true;
        cutOff.run();
        return true;
    }

    private void beginNow(int last) {
        RecentEvents.Joined joined = shared.recent().joinNow();
        next = joined.offsets();
        number = joined.number();
        before = shared.recent().last(last, number, visibility);
    }

    private void beginAfterGap(String reason) {
        beginNow(0);
        gap = Optional.of(reason);
    }

    private void goOn(FeedPosition position) throws InterruptedException {
        next = position.next();
        if (shared.recent().reached(next) && joinRecent()) {
            return;
        }
        away = Optional.of(position.time());
        FeedSources.Reading reading = catchUp();
        long[] ends = reading.ends();
        if (IntStream.range(0, next.length).anyMatch(i -> next[i] > ends[i])) {
            endOfCatchUp();
            beginAfterGap("The id is of another cluster, or of topics that are no more");
            return;
        }
        reading.seek(next);
    }

    private FeedSources.Reading catchUp() throws InterruptedException {
        if (!shared.catchingUp().tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new NotReadyException("Too many readers catch up with what they have missed; try again");
        }
        try {
            missed = Optional.of(shared.sources().open());
            return missed.get();
        } catch (RuntimeException e) {
            shared.catchingUp().release();
            throw e;
        }
    }

    private void endOfCatchUp() {
        missed.ifPresent(reading -> {
            missed = Optional.empty();
            away = Optional.empty();
            shared.catchingUp().release();
            reading.close();
        });
    }

    private boolean joinRecent() {
        OptionalLong joined = shared.recent().join(next);
        joined.ifPresent(first -> number = first);
        return joined.isPresent();
    }

    private Optional<List<Item>> read(Duration patience) throws InterruptedException {
        if (shared.recent().closed() || dropped) {
            return Optional.empty();
        }
        if (!before.isEmpty()) {
            return Optional.of(shown());
        }
        return missed.isPresent() ? Optional.of(readMissed(missed.get())) : readRecent(patience);
    }

    /** They do not move it on: it begins with what comes after them. */
    private List<Item> shown() {
        String id = id();
        List<Item> items =
                before.stream().map(event -> new Item(id, event.data())).toList();
        before = List.of();
        return items;
    }

    private Optional<List<Item>> readRecent(Duration patience) throws InterruptedException {
        Optional<List<FeedEvent>> events = shared.recent().from(number, BATCH, patience);
        if (events.isEmpty() && !shared.recent().closed()) {
            dropped = true;
            shared.metrics().feedReaderDropped();
        }
        number += events.map(List::size).orElse(0);
        return events.map(this::items);
    }

    private List<Item> readMissed(FeedSources.Reading reading) {
        List<Item> items = items(reading.poll(POLL));
        // Behind the last records there are markers of transactions.
        long[] positions = reading.positions();
        Arrays.setAll(next, i -> Math.max(next[i], positions[i]));
        if (joinRecent()) {
            endOfCatchUp();
        }
        return items;
    }

    /** Without those that it has had, and those that it may not know of. */
    private List<Item> items(List<FeedEvent> events) {
        List<Item> items = new ArrayList<>();
        for (FeedEvent event : events) {
            if (event.offset() >= next[event.source()]) {
                next[event.source()] = event.offset() + 1;
                if (event.isVisibleTo(visibility)) {
                    items.add(new Item(id(), event.data()));
                }
            }
        }
        return items;
    }
}
