package io.fourfold.topology.search;

import io.fourfold.schemas.SearchState;
import io.fourfold.topology.kafka.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/** The search application's stores; small, so they are in memory, and durable by their changelogs. */
public final class SearchStores {

    /** Searches without an answer. */
    static final String OPEN = "open-searches";

    /** When searches were answered. */
    public static final String ANSWERED = "answered-searches";

    /** A query id may be used again after this. */
    static final Duration ANSWERS_REMEMBERED = Duration.ofHours(1);

    private SearchStores() {}

    public static StoreBuilder<KeyValueStore<String, SearchState>> open(Serde<SearchState> serde) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(OPEN), Serdes.String(), serde)
                .withCachingDisabled()
                .withLoggingEnabled(Topics.compactedChangelog());
    }

    public static StoreBuilder<WindowStore<String, Long>> answered() {
        return Stores.windowStoreBuilder(
                        Stores.inMemoryWindowStore(ANSWERED, ANSWERS_REMEMBERED, ANSWERS_REMEMBERED, false),
                        Serdes.String(),
                        Serdes.Long())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
