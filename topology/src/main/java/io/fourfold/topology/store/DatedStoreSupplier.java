package io.fourfold.topology.store;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Makes stores that begin anew when they are too old.
 *
 * @param supplier makes durable stores that manage their offsets (KIP-1035)
 * @param age which they may reach
 */
public record DatedStoreSupplier(KeyValueBytesStoreSupplier supplier, StoreAge age)
        implements KeyValueBytesStoreSupplier {

    @Override
    public String name() {
        return supplier.name();
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return DatedStore.of(supplier.get(), age);
    }

    @Override
    public String metricsScope() {
        return supplier.metricsScope();
    }
}
