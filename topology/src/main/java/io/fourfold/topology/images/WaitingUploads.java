package io.fourfold.topology.images;

import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.store.RenewableStoreSupplier;
import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The uploads of one partition that wait, in a store with a changelog, and in memory when each is due. An upload is consumed
 * when it is put here and done with when it is taken out, each in the transaction of what else happens then.
 */
final class WaitingUploads {

    /** Name of the store; must not change. */
    static final String STORE = "waiting-uploads";

    private final KeyValueStore<String, WaitingUpload> store;
    private final Map<String, Due> ids = new HashMap<>();
    private final TreeSet<Due> due = new TreeSet<>();

    /**
     * @param time in ms since the epoch
     * @param photoStore the store of photos that it waits for; empty if that is not known
     * @param since when its first try failed, in ms since the epoch; 0 before
     */
    private record Due(long time, String id, Optional<String> photoStore, long since) implements Comparable<Due> {

        @Override
        public int compareTo(Due other) {
            int earlier = Long.compare(time, other.time);
            return earlier != 0 ? earlier : id.compareTo(other.id);
        }
    }

    /**
     * What waits after a try that failed.
     *
     * @param since when the first one's first try failed, in ms since the epoch
     */
    record Backlog(long count, long since) {

        static final Backlog NONE = new Backlog(0, 0);

        /** How long the first one has waited. */
        double seconds(long now) {
            return count == 0 ? 0 : Math.max(0, now - since) / 1_000.0;
        }
    }

    /** Those of a task, which are there again after a restart. */
    WaitingUploads(ProcessorContext<?, ?> context) {
        store = context.getStateStore(STORE);
        try (KeyValueIterator<String, WaitingUpload> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, WaitingUpload> entry = all.next();
                schedule(entry.key, entry.value.notBefore(), Optional.empty(), entry.value.firstFailure());
            }
        }
    }

    /** The store with its changelog; without a cache, since what waits is rarely written twice. */
    static StoreBuilder<KeyValueStore<String, WaitingUpload>> store() {
        return Stores.keyValueStoreBuilder(
                        new RenewableStoreSupplier(Stores.persistentKeyValueStore(STORE)),
                        Serdes.String(),
                        new WaitingUploadSerde())
                .withCachingDisabled()
                .withLoggingEnabled(Topics.waiting());
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    /** Keeps an upload until it is due. */
    void put(String id, WaitingUpload upload, Optional<String> photoStore) {
        store.put(id, upload);
        schedule(id, upload.notBefore(), photoStore, upload.firstFailure());
    }

    WaitingUpload get(String id) {
        return store.get(id);
    }

    /** Takes an upload out, if it is there. */
    Optional<WaitingUpload> remove(String id) {
        Due entry = ids.remove(id);
        if (entry == null) {
            return Optional.empty();
        }
        due.remove(entry);
        return Optional.ofNullable(store.delete(id));
    }

    /** Lets an upload not become due while it is tried. */
    void suspend(String id) {
        due.remove(ids.get(id));
    }

    /** Puts off a try without having tried; after a restart it is due as it was. */
    void postpone(String id, long time, Optional<String> photoStore) {
        schedule(id, time, photoStore, ids.get(id).since());
    }

    /**
     * The upload that has been due for longest, which is not due any more until it is put or postponed.
     *
     * @param away whether a store of photos is not to be asked now; what waits for it is put off
     * @param putOff when that is due again
     */
    Optional<String> takeDue(long now, Predicate<String> away, long putOff) {
        while (!due.isEmpty() && due.first().time() <= now) {
            Due first = due.pollFirst();
            if (first.photoStore().filter(away).isEmpty()) {
                return Optional.of(first.id());
            }
            schedule(first.id(), putOff, first.photoStore(), first.since());
        }
        return Optional.empty();
    }

    /** Those that have been tried. */
    Backlog backlog() {
        LongSummaryStatistics since = ids.values().stream()
                .mapToLong(Due::since)
                .filter(time -> time > 0)
                .summaryStatistics();
        return since.getCount() == 0 ? Backlog.NONE : new Backlog(since.getCount(), since.getMin());
    }

    private void schedule(String id, long time, Optional<String> photoStore, long since) {
        Due entry = new Due(time, id, photoStore, since);
        Due before = ids.put(id, entry);
        if (before != null) {
            due.remove(before);
        }
        due.add(entry);
    }
}
