package io.fourfold.topology.images;

import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.store.RenewableWindowStoreSupplier;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/** The store of deletes, and how the images application's changelogs are configured. */
public final class ImageStores {

    /** When photos were deleted, and by a record of which partition. */
    static final String DELETES = "deleted-photos";

    /** How far an upload may stay behind in another partition than its delete. */
    static final Duration DELETES_REMEMBERED = Duration.ofDays(7);

    private ImageStores() {}

    static StoreBuilder<WindowStore<String, Integer>> deletes() {
        return Stores.windowStoreBuilder(
                        new RenewableWindowStoreSupplier(
                                Stores.persistentWindowStore(DELETES, DELETES_REMEMBERED, DELETES_REMEMBERED, false)),
                        Serdes.String(),
                        Serdes.Integer())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    /** How the changelogs of the application's stores are configured. */
    public static Map<String, Map<String, String>> changelogs() {
        return Map.of(
                WaitingUploads.STORE,
                Topics.waiting(),
                DeleteOvertaker.STORE,
                Topics.compacted(),
                DELETES,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(DELETES_REMEMBERED.plusDays(1).toMillis()),
                        // Only whole closed segments expire.
                        TopicConfig.SEGMENT_MS_CONFIG,
                        Long.toString(Duration.ofDays(1).toMillis())));
    }
}
