package io.fourfold.topology.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which stores of an application belong to active tasks that have been restored and run. Kafka Streams itself tells that
 * only of whole threads: while a thread restores one task, it says so of none of its others, although they go on.
 */
public final class ActiveStores {

    /** Kafka Streams hands this object to stores and processors, which it makes itself, under this key. */
    public static final String CONFIG_KEY = "fourfold.active.stores";

    private final Map<String, Map<Integer, Object>> terms = new ConcurrentHashMap<>();

    /** That of a configuration of Kafka Streams, if it has any. */
    public static Optional<ActiveStores> in(Map<String, Object> configs) {
        return Optional.ofNullable((ActiveStores) configs.get(CONFIG_KEY));
    }

    /** A task has been restored, and from now on runs. */
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
        return new HashMap<>(terms.getOrDefault(store, Map.of()));
    }
}
