package io.fourfold.topology.error;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;

/** Why a record could not be handled, and so what to do with it. */
public enum FailureKind {
    /** The record is bad and stays bad: it becomes a dead letter. */
    PERMANENT,
    /** The surroundings failed, and the record must be tried again. */
    TRANSIENT;

    private static final int MAX_CAUSES = 20;

    /**
     * What brokers answer: Kafka Streams throws why one record could not be sent in the processing of the next one. What stores
     * throw that are closed or whose disk fails, and what other serdes let through when their registry cannot be reached. Who
     * is refused the login, by brokers or a registry, is no bad record either: an operator must put that right.
     */
    private static final List<Class<? extends Throwable>> TRANSIENT_CLASSES = List.of(
            ApiException.class,
            InvalidStateStoreException.class,
            ProcessorStateException.class,
            SocketException.class,
            SocketTimeoutException.class,
            UnknownHostException.class,
            HttpTimeoutException.class);

    /**
     * Looks through the causes. An unknown failure counts as permanent, so that a record that trips over a defect cannot
     * hold up its partition for ever.
     */
    public static FailureKind of(Throwable failure) {
        boolean isTransient = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(cause -> TRANSIENT_CLASSES.stream().anyMatch(type -> type.isInstance(cause)));
        return isTransient ? TRANSIENT : PERMANENT;
    }
}
