package io.fourfold.topology.models;

import io.fourfold.schemas.ModelsDeployed;
import io.fourfold.topology.kafka.TopicReader;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serde;

/**
 * Reads and changes the record that says which networks are deployed. A change is a comparison and an exchange: the
 * transactional id that all writers share lets only the last one to begin go on, so none overwrites what it has not seen.
 *
 * @param consumers of committed records, without a group
 * @param producers all with the same transactional id
 */
public record ModelRegister(
        String topic,
        Supplier<Consumer<String, byte[]>> consumers,
        Supplier<Producer<String, byte[]>> producers,
        Serde<ModelsDeployed> serde) {

    /** The only key of the topic. */
    static final String KEY = "models";

    private static final Duration POLL = Duration.ofMillis(200);

    /** Transactional id of all who change what is deployed. */
    public static String transactionalId(String applicationIdPrefix) {
        return applicationIdPrefix + "-models";
    }

    /** What is deployed; empty before the first instance has started. */
    public Optional<Models> read() {
        Optional<Models> newest = Optional.empty();
        try (TopicReader reader = new TopicReader(consumers.get(), topic)) {
            while (!reader.atEnd()) {
                for (ConsumerRecord<String, byte[]> entry : reader.poll(POLL)) {
                    newest = decoded(entry);
                }
            }
        }
        return newest;
    }

    /**
     * Changes what is deployed, if the change makes a difference.
     *
     * @return what is deployed now
     * @throws KafkaException if that failed, also because another writer has begun; nothing has changed then
     */
    public Models update(Function<Optional<Models>, Models> change) {
        try (Producer<String, byte[]> producer = producers.get()) {
            // Before reading: whoever was at it has committed or never will.
            producer.initTransactions();
            Optional<Models> before = read();
            Models after = change.apply(before);
            if (!before.equals(Optional.of(after))) {
                producer.beginTransaction();
                producer.send(
                        new ProducerRecord<>(topic, KEY, serde.serializer().serialize(topic, after.toEvent())));
                producer.commitTransaction();
            }
            return after;
        }
    }

    /** What a record says; empty for a delete. */
    Optional<Models> decoded(ConsumerRecord<String, byte[]> entry) {
        return Optional.ofNullable(entry.value())
                .map(bytes -> Models.of(serde.deserializer().deserialize(topic, entry.headers(), bytes)));
    }
}
