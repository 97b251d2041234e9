package io.fourfold.topology.shard;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures now and then how far standbys are behind, since that asks the brokers. What was measured long ago no longer
 * counts.
 */
final class MeasuredLags implements StandbyLags, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MeasuredLags.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration VALIDITY = Duration.ofSeconds(5);

    private final Supplier<Map<String, Map<Integer, Long>>> source;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService executor;
    private volatile Measured measured = new Measured(Map.of(), 0);

    private record Measured(Map<String, Map<Integer, Long>> lags, long nanoTime) {}

    /**
     * @param source the lag of each partition of each store on this instance
     * @param nanoTime clock of what is long ago
     */
    MeasuredLags(Supplier<Map<String, Map<Integer, Long>>> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "fourfold-standby-lags");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Of the stores of a running application. */
    static MeasuredLags of(KafkaStreams streams) {
        return new MeasuredLags(() -> lags(streams), System::nanoTime);
    }

    void start() {
        executor.scheduleWithFixedDelay(this::measure, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public OptionalLong lag(String store, int partition) {
        Measured last = measured;
        Long lag = last.lags().getOrDefault(store, Map.of()).get(partition);
        boolean recent = nanoTime.getAsLong() - last.nanoTime() <= VALIDITY.toNanos();
        return lag == null || !recent ? OptionalLong.empty() : OptionalLong.of(lag);
    }

    void measure() {
        long start = nanoTime.getAsLong();
        try {
            measured = new Measured(source.get(), start);
        } catch (KafkaException | IllegalStateException e) {
            LOG.debug("The lag of standbys cannot be measured", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static Map<String, Map<Integer, Long>> lags(KafkaStreams streams) {
        Map<String, Map<Integer, Long>> lags = new HashMap<>();
        streams.allLocalStorePartitionLags().forEach((store, partitions) -> {
            Map<Integer, Long> ofStore = new HashMap<>();
            partitions.forEach((partition, lag) -> ofStore.put(partition, lag.offsetLag()));
            lags.put(store, ofStore);
        });
        return lags;
    }
}
