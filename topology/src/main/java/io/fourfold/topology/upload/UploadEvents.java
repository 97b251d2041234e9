package io.fourfold.topology.upload;

import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.error.FailureKind;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.Ownership;
import io.fourfold.topology.tracing.TraceContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.Serializer;

/** Produces the events that upload and delete photos, each to the partition that all of its photo's events are in. */
public final class UploadEvents implements AutoCloseable {

    private final String topic;
    private final Supplier<Producer<String, byte[]>> producers;
    private final Serializer<ImageUploaded> serializer;
    private final Duration timeout;
    private Optional<Producer<String, byte[]>> producer = Optional.empty();

    /**
     * Where an event lies.
     *
     * @param topic of all upload events
     */
    public record Sent(String topic, int partition, long offset) {}

    /**
     * @param producers makes the producer, once there is something to send; it is closed with this
     * @param timeout how long brokers may take to answer
     */
    public UploadEvents(
            String topic,
            Supplier<Producer<String, byte[]>> producers,
            Serializer<ImageUploaded> serializer,
            Duration timeout) {
        this.topic = topic;
        this.producers = producers;
        this.serializer = serializer;
        this.timeout = timeout;
    }

    /**
     * Uploads a photo, or replaces it. Returns once the brokers have the event.
     *
     * @throws NotReadyException if Kafka or the schema registry does not answer in time; the event may have been sent
     * @throws EventTooLargeException if the brokers take no such event
     */
    public Sent upload(String imageId, ImageUploaded event) {
        return send(imageId, serialized(event), Optional.empty());
    }

    /**
     * Deletes a photo, whether there is one or not. Returns once the brokers have the event.
     *
     * @param ownership of the photo, if it is known
     * @throws NotReadyException if Kafka does not answer in time; the event may have been sent
     */
    public Sent delete(String imageId, Optional<Ownership> ownership) {
        return send(imageId, null, ownership);
    }

    @Override
    public synchronized void close() {
        producer.ifPresent(open -> open.close(Duration.ZERO));
        producer = Optional.empty();
    }

    private byte[] serialized(ImageUploaded event) {
        try {
            return serializer.serialize(topic, event);
        } catch (RuntimeException failure) {
            throw failed(failure);
        }
    }

    private Sent send(String imageId, byte[] value, Optional<Ownership> ownership) {
        try {
            RecordMetadata metadata = producer()
                    .send(new ProducerRecord<>(
                            topic, null, imageId, value, TraceContext.sent(OwnershipHeaders.of(ownership))))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Sent(topic, metadata.partition(), metadata.offset());
        } catch (TimeoutException noAnswer) {
            throw notReady("no answer within " + timeout.toSeconds() + " s");
        } catch (ExecutionException refused) {
            throw failed(refused.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notReady("interrupted");
        } catch (RuntimeException failure) {
            throw failed(failure);
        }
    }

    private synchronized Producer<String, byte[]> producer() {
        if (producer.isEmpty()) {
            producer = Optional.of(producers.get());
        }
        return producer.get();
    }

    private static RuntimeException failed(Throwable failure) {
        if (failure instanceof RecordTooLargeException) {
            return new EventTooLargeException(failure);
        }
        if (FailureKind.of(failure) == FailureKind.TRANSIENT) {
            return notReady(failure.getMessage());
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    private static NotReadyException notReady(String reason) {
        return new NotReadyException("The event may not have been sent: " + reason);
    }
}
