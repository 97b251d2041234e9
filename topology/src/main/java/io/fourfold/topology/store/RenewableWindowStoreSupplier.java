package io.fourfold.topology.store;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Makes window stores that begin anew when they are corrupted.
 *
 * @param supplier makes durable stores that manage their offsets (KIP-1035)
 */
public record RenewableWindowStoreSupplier(WindowBytesStoreSupplier supplier) implements WindowBytesStoreSupplier {

    @Override
    public String name() {
        return supplier.name();
    }

    @Override
    public WindowStore<Bytes, byte[]> get() {
        return RenewableStore.of(supplier.get(), WindowStore.class, StoreAge.UNLIMITED);
    }

    @Override
    public String metricsScope() {
        return supplier.metricsScope();
    }

    @Override
    public long segmentIntervalMs() {
        return supplier.segmentIntervalMs();
    }

    @Override
    public long windowSize() {
        return supplier.windowSize();
    }

    @Override
    public boolean retainDuplicates() {
        return supplier.retainDuplicates();
    }

    @Override
    public long retentionPeriod() {
        return supplier.retentionPeriod();
    }
}
