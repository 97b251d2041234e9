package io.fourfold.topology.error;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * What goes wrong again and again, for people to read.
 *
 * @param place the record that cannot be handled, if it is known
 * @param exception in the error's own words
 * @param times how often in a row
 * @param lasting since the first time
 * @param outage whether something is away that this process depends on, so that a restart of it does not help
 */
public record Failure(Optional<Place> place, String exception, int times, Duration lasting, boolean outage) {

    private static final int MAX_CAUSES = 20;
    private static final int MAX_LENGTH = 500;

    /** Brokers, the registry, a store of photos; or that they refuse this process, which an operator must put right. */
    private static final List<Class<? extends Throwable>> OUTAGES = List.of(
            RetriableException.class,
            AuthenticationException.class,
            AuthorizationException.class,
            SocketException.class,
            SocketTimeoutException.class,
            UnknownHostException.class,
            HttpTimeoutException.class);

    /** Where a record lies. */
    public record Place(String topic, int partition, long offset) {}

    /** What an exception and its causes say, without the wrapping of Kafka Streams, which repeats stack traces. */
    static String words(Throwable failure) {
        Throwable own = causes(failure)
                .filter(cause -> !(cause instanceof StreamsException) || cause.getCause() == null)
                .findFirst()
                .orElse(failure);
        Throwable root = causes(own).reduce(own, (before, cause) -> cause);
        String words = root == own ? own.toString() : own + "; caused by " + root;
        return words.length() > MAX_LENGTH ? words.substring(0, MAX_LENGTH) + "..." : words;
    }

    static boolean isOutage(Throwable failure) {
        return causes(failure).anyMatch(cause -> OUTAGES.stream().anyMatch(type -> type.isInstance(cause)));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES);
    }
}
