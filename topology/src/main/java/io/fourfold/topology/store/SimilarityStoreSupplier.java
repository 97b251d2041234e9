package io.fourfold.topology.store;

import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.similarity.IndexedImage;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Makes a topology's similarity stores.
 *
 * @param name name of the store
 * @param axes along which vectors are compared first; give the size of every vector
 */
public record SimilarityStoreSupplier(String name, Axes axes) implements KeyValueBytesStoreSupplier {

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return new SimilarityStore(name, axes);
    }

    @Override
    public String metricsScope() {
        return "similarity";
    }

    /**
     * The store with its changelog; without a cache, which would hide fresh images from queries.
     *
     * @param age at which it begins anew
     */
    public StoreBuilder<KeyValueStore<String, IndexedImage>> builder(StoreAge age) {
        return Stores.keyValueStoreBuilder(
                        new RenewableStoreSupplier(this, age), Serdes.String(), new IndexedImageSerde())
                .withCachingDisabled()
                .withLoggingEnabled(Topics.describedChangelog());
    }
}
