package io.fourfold.topology.search;

import io.fourfold.schemas.SearchState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * A task's searches. The stores are the truth and survive a crash; which searches wait for their inversion and which until
 * when for the index is kept beside them in memory.
 */
final class OpenSearches {

    private final KeyValueStore<String, SearchState> open;
    private final WindowStore<String, Long> answered;
    private final Duration answersRemembered;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Map<String, Long> deadlines = new HashMap<>();

    /**
     * @param open searches without an answer by query id
     * @param answered when each search was answered
     * @param answersRemembered how long a repeated query id is recognised
     */
    OpenSearches(
            KeyValueStore<String, SearchState> open, WindowStore<String, Long> answered, Duration answersRemembered) {
        this.open = open;
        this.answered = answered;
        this.answersRemembered = answersRemembered;
    }

    /**
     * Takes over what an earlier run or another instance left behind.
     *
     * @param deadline of searches whose vectors have been sent: the answers are still to be read
     */
    void takeOver(ToLongFunction<SearchState> deadline) {
        List<KeyValue<String, SearchState>> found = new ArrayList<>();
        try (KeyValueIterator<String, SearchState> all = open.all()) {
            all.forEachRemaining(found::add);
        }
        found.sort(Comparator.comparing(entry -> entry.value.getRequestedAt()));
        for (KeyValue<String, SearchState> entry : found) {
            if (entry.value.getSent() == null) {
                waiting.add(entry.key);
            } else {
                deadlines.put(entry.key, deadline.applyAsLong(entry.value));
            }
        }
    }

    /** Whether a request with this id is in work or was answered lately. */
    boolean knows(String queryId, long now) {
        if (open.get(queryId) != null) {
            return true;
        }
        long remembered = answersRemembered.toMillis();
        try (WindowStoreIterator<Long> times =
                answered.fetch(queryId, Math.max(0, now - remembered), now + remembered)) {
            return times.hasNext();
        }
    }

    void add(String queryId, SearchState state) {
        open.put(queryId, state);
        waiting.add(queryId);
    }

    /** Removes the longest waiting ids from the queue; their searches stay open. */
    List<String> takeWaiting(int most) {
        List<String> taken = new ArrayList<>();
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    SearchState get(String queryId) {
        return open.get(queryId);
    }

    /** The search, if its vector has been sent and it is not answered yet. */
    Optional<SearchState> sent(String queryId) {
        return Optional.ofNullable(open.get(queryId)).filter(state -> state.getSent() != null);
    }

    void send(String queryId, SearchState state, long deadline) {
        open.put(queryId, state);
        deadlines.put(queryId, deadline);
    }

    void update(String queryId, SearchState state) {
        open.put(queryId, state);
    }

    void close(String queryId, long now) {
        open.delete(queryId);
        deadlines.remove(queryId);
        answered.put(queryId, now, now);
    }

    /** Ids of the searches whose deadline is over; each is named once. */
    List<String> takeOverdue(long now) {
        List<String> overdue = deadlines.entrySet().stream()
                .filter(entry -> entry.getValue() <= now)
                .map(Map.Entry::getKey)
                .toList();
        overdue.forEach(deadlines::remove);
        return overdue;
    }

    int waiting() {
        return waiting.size();
    }

    int inFlight() {
        return deadlines.size();
    }
}
