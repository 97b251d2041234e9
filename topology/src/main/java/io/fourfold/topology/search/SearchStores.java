package io.fourfold.topology.search;

import io.fourfold.schemas.SearchState;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.kafka.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
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

    /** Names of all of them. */
    public static final List<String> NAMES = List.of(OPEN, ANSWERED);

    /** A query id may be used again after this. */
    static final Duration ANSWERS_REMEMBERED = Duration.ofHours(1);

    private SearchStores() {}

    /** How the stores' changelogs are configured. */
    public static Map<String, Map<String, String>> changelogs() {
        return Map.of(
                OPEN,
                Topics.compacted(),
                ANSWERED,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(ANSWERS_REMEMBERED.toMillis()),
                        // Only whole closed segments expire; by default a changelog would keep a week.
                        TopicConfig.SEGMENT_MS_CONFIG,
                        Long.toString(ANSWERS_REMEMBERED.dividedBy(4).toMillis())));
    }

    public static StoreBuilder<KeyValueStore<String, SearchState>> open(Serde<SearchState> serde) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(OPEN), Serdes.String(), serde)
                .withCachingDisabled()
                .withLoggingEnabled(described());
    }

    /**
     * How the topology itself describes the changelog. A group of the streams protocol (KIP-1071) refuses members that describe
     * it differently, so it stays what it was; {@link StreamsApplication#changelogSpecs} is how it is created.
     */
    private static Map<String, String> described() {
        Map<String, String> configs = new HashMap<>(Topics.compacted());
        configs.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, "86400000");
        return configs;
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
