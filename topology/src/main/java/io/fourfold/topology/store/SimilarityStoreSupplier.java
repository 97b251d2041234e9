package io.fourfold.topology.store;

import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.similarity.IndexedImage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
 * @param stored makes what turns a value of the topic that a store is restored from into the value that it keeps
 */
public record SimilarityStoreSupplier(String name, Axes axes, Supplier<UnaryOperator<byte[]>> stored)
        implements KeyValueBytesStoreSupplier {

    /** One that is restored from what it keeps. */
    public SimilarityStoreSupplier(String name, Axes axes) {
        this(name, axes, UnaryOperator::identity);
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return new SimilarityStore(name, axes, stored.get());
    }

    @Override
    public String metricsScope() {
        return "similarity";
    }

    /**
     * The store; without a cache, which would hide fresh images from queries.
     *
     * @param age at which it begins anew
     */
    public StoreBuilder<KeyValueStore<String, IndexedImage>> builder(StoreAge age) {
        return Stores.keyValueStoreBuilder(
                        new RenewableStoreSupplier(this, age), Serdes.String(), new IndexedImageSerde())
                .withCachingDisabled()
                .withLoggingDisabled();
    }
}
