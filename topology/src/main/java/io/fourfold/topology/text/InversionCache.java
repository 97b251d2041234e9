package io.fourfold.topology.text;

import io.fourfold.topology.text.InversionResult.Inverted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The queries inverted lately, the least recently used leave first. Safe for concurrent callers. */
final class InversionCache {

    private static final float LOAD_FACTOR = 0.75f;

    private final int capacity;
    private final Map<Key, Inverted> entries;

    /** What decides a query's vector: the network, the method, and the words in their order; neither case nor punctuation. */
    record Key(String modelVersion, SearchMethod method, List<String> words) {}

    InversionCache(int capacity) {
        this.capacity = capacity;
        this.entries = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    }

    synchronized Optional<Inverted> get(Key key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized void put(Key key, Inverted inverted) {
        entries.put(key, inverted);
        if (entries.size() > capacity) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
