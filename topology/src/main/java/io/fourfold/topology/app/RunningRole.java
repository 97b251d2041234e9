package io.fourfold.topology.app;

import io.fourfold.topology.error.ThreadReplacement;
import io.fourfold.topology.kafka.StreamsApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Kafka Streams application of this process. */
final class RunningRole implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRole.class);
    private static final String WAITING = "WAITING";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    private final String applicationId;
    private final KafkaStreams streams;
    private final ThreadReplacement replacement;
    private final KafkaStreamsMetrics metrics;
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
        beginning = new Attempts(applicationId + "-begins", () -> turn.getAsBoolean() && started());
        completion = new Attempts(applicationId + "-completes", completed);
        replacement = new ThreadReplacement(applicationId);
        streams = new KafkaStreams(application.topology(), application.properties());
        streams.setUncaughtExceptionHandler(replacement);
        metrics = new KafkaStreamsMetrics(streams, Tags.of("application", applicationId));
        metrics.bindTo(registry);
    }

    /** Returns at once, also if the application has to wait for its turn. */
    void start() {
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

    String state() {
        return beginning.deferred() ? WAITING : streams.state().name();
    }

    /** Whether it runs, or others do what it is there for until it is its turn. */
    boolean ready() {
        return beginning.deferred() || streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Whether only a restart of the process helps. */
    boolean failed() {
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
        if (!closed) {
            LOG.warn("{} did not close in {} s", applicationId, CLOSE_TIMEOUT.toSeconds());
        }
    }

    private boolean started() {
        streams.start();
        return true;
    }
}
