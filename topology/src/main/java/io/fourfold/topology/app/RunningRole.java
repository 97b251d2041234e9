package io.fourfold.topology.app;

import io.fourfold.topology.error.Failure;
import io.fourfold.topology.error.Failures;
import io.fourfold.topology.error.ThreadReplacement;
import io.fourfold.topology.kafka.StreamsApplication;
import io.fourfold.topology.store.ActiveStores;
import io.fourfold.topology.store.StandStill;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Kafka Streams application of this process. */
final class RunningRole implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRole.class);
    private static final String WAITING = "WAITING";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    /** What Kafka Streams measures of a task that has just come is shown after so long. */
    private static final Duration METRICS_REFRESH = Duration.ofSeconds(10);

    private final String applicationId;
    private final KafkaStreams streams;
    private final ThreadReplacement replacement;
    private final Failures failures = new Failures(System::nanoTime, this::committed);
    private final StandStill standStill = new StandStill(System::nanoTime);
    private final ActiveStores activeStores = new ActiveStores(standStill);
    private final BrokerConnection connection;
    private final ScheduledExecutorService metricsRefresh;
    private final KafkaStreamsMetrics metrics;
    private final RestoreProgress restoring = new RestoreProgress();
    private volatile boolean joined;
    private final GroupMembershipOperation atClose;
    private final Attempts beginning;
    private final Attempts completion;

    /**
     * @param atClose whether the instance leaves the group when it stops
     * @param turn asked again and again until it says that the application may begin
     * @param completed asked again and again until it says that its stores have what those before had
     */
    RunningRole(
            StreamsApplication application,
            MeterRegistry registry,
            GroupMembershipOperation atClose,
            BooleanSupplier turn,
            BooleanSupplier completed) {
        this.atClose = atClose;
        applicationId = application.id().id();
        beginning = new Attempts(applicationId + "-begins", () -> turn.getAsBoolean() && started(), System::nanoTime);
        completion = new Attempts(applicationId + "-completes", completed, System::nanoTime);
        replacement = new ThreadReplacement(applicationId);
        Properties properties = new Properties();
        properties.putAll(application.properties());
        properties.put(Failures.CONFIG_KEY, failures);
        properties.put(ActiveStores.CONFIG_KEY, activeStores);
        streams = new KafkaStreams(application.topology(), properties);
        connection = new BrokerConnection(
                properties.getProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG), streams::metrics, System::nanoTime);
        streams.setUncaughtExceptionHandler(failure -> {
            failures.record(failure);
            return replacement.handle(failure);
        });
        streams.setGlobalStateRestoreListener(restoring);
        metricsRefresh = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, applicationId + "-metrics");
            thread.setDaemon(true);
            return thread;
        });
        metrics = new KafkaStreamsMetrics(
                streams, Tags.of("application", applicationId), metricsRefresh, METRICS_REFRESH);
        metrics.bindTo(registry);
    }

    /** Returns at once, also if the application has to wait for its turn or fails to begin: that is tried again. */
    void start() {
        standStill.start();
        beginning.start();
        completion.start();
    }

    /** Whether its stores have what those of the versions before had. */
    boolean complete() {
        return completion.succeeded();
    }

    /** Removes the stores from this machine; to be called after {@link #close}. */
    void cleanUp() {
        streams.cleanUp();
    }

    KafkaStreams streams() {
        return streams;
    }

    /** Its stores that have been restored and are kept up to date. */
    ActiveStores activeStores() {
        return activeStores;
    }

    String state() {
        return beginning.deferred() ? WAITING : streams.state().name();
    }

    /**
     * Whether it handles what it has, or others do what it is there for until it is its turn. While partitions of another
     * instance are restored here, the state is REBALANCING, but its own go on.
     */
    boolean ready() {
        boolean running = streams.state() == KafkaStreams.State.RUNNING;
        joined |= running;
        boolean works = running || joined && streams.state() == KafkaStreams.State.REBALANCING;
        return beginning.deferred() || works && !failures.repeated();
    }

    /** What keeps it from handling its records. */
    List<Failure> troubles() {
        List<Failure> troubles = new ArrayList<>(failures.current());
        if (troubles.isEmpty() && failed()) {
            failures.last().ifPresent(troubles::add);
        }
        connection.lost().ifPresent(troubles::add);
        troubles.addAll(beginning.troubles());
        troubles.addAll(completion.troubles());
        return troubles;
    }

    /** The partitions that it works through here. */
    List<Integer> partitions() {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .map(task -> task.taskId().partition())
                .distinct()
                .sorted()
                .toList();
    }

    /** Its stores that are being restored here. */
    List<RestoreProgress.Restoring> restoring() {
        return restoring.now();
    }

    String applicationId() {
        return applicationId;
    }

    /** Whether only a restart of the process helps: it has stopped, or fails again and again without getting on. */
    boolean dead() {
        return failed() || failures.stuck();
    }

    private boolean failed() {
        return switch (streams.state()) {
            case ERROR, PENDING_ERROR, NOT_RUNNING -> true;
            case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN -> false;
        };
    }

    /** Commits, leaves the group if it is to, so that others take over at once, and closes the stores. */
    @Override
    public void close() {
        beginning.close();
        completion.close();
        replacement.close();
        boolean closed =
                streams.close(CloseOptions.groupMembershipOperation(atClose).withTimeout(CLOSE_TIMEOUT));
        metrics.close();
        metricsRefresh.shutdownNow();
        standStill.close();
        if (!closed) {
            LOG.warn("{} did not close in {} s", applicationId, CLOSE_TIMEOUT.toSeconds());
        }
    }

    private boolean started() {
        streams.start();
        return true;
    }

    private Map<String, Map<TopicPartition, Long>> committed() {
        Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
        streams.metadataForLocalThreads().forEach(thread -> {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            thread.activeTasks().forEach(task -> offsets.putAll(task.committedOffsets()));
            committed.put(thread.threadName(), offsets);
        });
        return committed;
    }
}
