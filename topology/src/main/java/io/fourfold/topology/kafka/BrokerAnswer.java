package io.fourfold.topology.kafka;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what an admin client was asked. */
public final class BrokerAnswer {

    private BrokerAnswer() {}

    /**
     * The answer, once it is there.
     *
     * @throws KafkaException what the brokers answered instead, such as {@code UnknownTopicOrPartitionException}, or that they
     *     did not answer in the client's time
     */
    public static <T> T of(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while waiting for the brokers", e);
        }
    }
}
