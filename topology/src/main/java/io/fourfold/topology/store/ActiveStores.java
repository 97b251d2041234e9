package io.fourfold.topology.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Which stores of an application belong to active tasks that have been restored and have caught up. Kafka Streams itself tells that
 * only of whole threads: while a thread restores one task, it says so of none of its others, although they go on.
 */
public final class ActiveStores {

    /** Kafka Streams hands this object to stores and processors, which it makes itself, under this key. */
    public static final String CONFIG_KEY = "fourfold.active.stores";

    private final Map<String, Map<Integer, Object>> terms = new ConcurrentHashMap<>();
    private final BooleanSupplier sure;

    /** @param sure whether the tasks can still be this process's; while they may be another's, none counts as active */
    public ActiveStores(BooleanSupplier sure) {
        this.sure = sure;
    }

    /** That of a configuration of Kafka Streams, if it has any. */
    public static Optional<ActiveStores> in(Map<String, Object> configs) {
        return Optional.ofNullable((ActiveStores) configs.get(CONFIG_KEY));
    }

    /** A task has been restored and has caught up. */
    public void begins(String store, int partition) {
        terms.computeIfAbsent(store, any -> new ConcurrentHashMap<>()).put(partition, new Object());
    }

    /** A task is suspended or closed, or its store is about to be opened. */
    public void ends(String store, int partition) {
        terms.computeIfAbsent(store, any -> new ConcurrentHashMap<>()).remove(partition);
    }

    /**
     * The partitions of a store that are active now, each with an object that stands for the time since it is. What has been
     * read from it is right if it was the same before and after.
     */
    public Map<Integer, Object> of(String store) {
        return sure.getAsBoolean() ? new HashMap<>(terms.getOrDefault(store, Map.of())) : new HashMap<>();
    }
}
