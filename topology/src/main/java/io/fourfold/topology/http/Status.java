package io.fourfold.topology.http;

import io.fourfold.topology.kafka.GroupLags;
import io.fourfold.topology.models.Models;
import io.fourfold.topology.shard.IndexState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What there is to know of an instance and its deployment, beside {@link Health}. */
public interface Status {

    /** How it is now; does not wait long for who does not answer. */
    Now now();

    /**
     * One answer to every question.
     *
     * @param instance host:port by which others reach this one
     * @param applications of this instance
     * @param restoring stores that are being restored on this instance
     * @param networks that are deployed; empty until that is known
     * @param measured what others were asked for; empty until they have answered
     */
    record Now(
            String instance,
            List<Application> applications,
            List<Restoring> restoring,
            Optional<Models> networks,
            Optional<Measured> measured) {}

    /**
     * A Kafka Streams application.
     *
     * @param partitions that it works through here
     */
    record Application(String application, String state, boolean ready, List<Integer> partitions) {}

    /**
     * A store of one partition.
     *
     * @param restored records that it has
     * @param total offsets that are to be read
     */
    record Restoring(String application, String store, int partition, long restored, long total) {}

    /**
     * What Kafka and other instances say of the whole deployment; each part is empty if it could not be had.
     *
     * @param time when they were asked
     * @param waiting photos that are tried again
     * @param deadLetters that nobody has dealt with
     */
    record Measured(
            Instant time,
            Optional<List<GroupLags.Lag>> lags,
            Optional<IndexState.Counted> index,
            OptionalLong waiting,
            OptionalLong deadLetters) {}
}
