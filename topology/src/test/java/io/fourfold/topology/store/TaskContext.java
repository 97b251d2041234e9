package io.fourfold.topology.store;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.metrics.StreamsMetricsImpl;

/** What Kafka's own stores ask of their task; they want more than {@link StateStoreContext} promises. */
final class TaskContext {

    private TaskContext() {}

    static StateStoreContext in(Path directory, Map<String, Object> configs) {
        StreamsMetricsImpl metrics = new StreamsMetricsImpl(new Metrics(), "client", Time.SYSTEM);
        return (StateStoreContext) Proxy.newProxyInstance(
                TaskContext.class.getClassLoader(),
                new Class<?>[] {InternalProcessorContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "taskId" -> new TaskId(1, 0);
                    case "stateDir" -> directory.toFile();
                    case "appConfigs" -> configs;
                    case "metrics" -> metrics;
                    case "currentSystemTimeMs" -> System.currentTimeMillis();
                    case "recordMetadata" -> Optional.empty();
                    case "register" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    static Map<String, Object> configs() {
        return Map.of(
                StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG,
                "INFO",
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.AT_LEAST_ONCE);
    }
}
