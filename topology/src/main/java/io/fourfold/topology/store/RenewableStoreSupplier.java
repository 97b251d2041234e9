package io.fourfold.topology.store;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Makes stores that begin anew when they are corrupted or too old.
 *
 * @param supplier makes durable stores that manage their offsets (KIP-1035)
 * @param age which they may reach
 */
public record RenewableStoreSupplier(KeyValueBytesStoreSupplier supplier, StoreAge age)
        implements KeyValueBytesStoreSupplier {

    /** Stores that may grow as old as they like. */
    public RenewableStoreSupplier(KeyValueBytesStoreSupplier supplier) {
        this(supplier, StoreAge.UNLIMITED);
    }

    @Override
    public String name() {
        return supplier.name();
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return RenewableStore.of(supplier.get(), KeyValueStore.class, age);
    }

    @Override
    public String metricsScope() {
        return supplier.metricsScope();
    }
}
