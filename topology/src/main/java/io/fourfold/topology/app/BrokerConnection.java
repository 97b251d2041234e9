package io.fourfold.topology.app;

import io.fourfold.topology.error.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Whether an application is connected to any broker: its clients try again silently and for ever. Known when it is asked. */
final class BrokerConnection {

    private static final String GROUP = "consumer-metrics";
    private static final String CONNECTIONS = "connection-count";

    private final String brokers;
    private final Supplier<? extends Map<MetricName, ? extends Metric>> metrics;
    private final LongSupplier nanoTime;
    private OptionalLong lostSince = OptionalLong.empty();

    /**
     * @param brokers how they are called in messages
     * @param metrics of the application and its clients
     * @param nanoTime clock
     */
    BrokerConnection(
            String brokers, Supplier<? extends Map<MetricName, ? extends Metric>> metrics, LongSupplier nanoTime) {
        this.brokers = brokers;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /** That no consumer has a connection; empty if one has, or there is none. */
    synchronized Optional<Failure> lost() {
        double[] connections = metrics.get().entrySet().stream()
                .filter(entry -> entry.getKey().group().equals(GROUP)
                        && entry.getKey().name().equals(CONNECTIONS))
                .mapToDouble(entry -> (double) entry.getValue().metricValue())
                .toArray();
        double open = 0;
        for (double count : connections) {
            open += count;
        }
        if (connections.length == 0 || open > 0) {
            lostSince = OptionalLong.empty();
            return Optional.empty();
        }
        long now = nanoTime.getAsLong();
        lostSince = OptionalLong.of(lostSince.orElse(now));
        return Optional.of(new Failure(
                Optional.empty(),
                "no connection to the brokers at " + brokers,
                1,
                Duration.ofNanos(now - lostSince.getAsLong()),
                true));
    }
}
