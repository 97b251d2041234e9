package io.fourfold.bench;

import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A record sent, committed and read: what each step between applications takes at least. */
public final class CommitRoundTrip implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final TopicPartition partition;
    private final Producer<String, byte[]> producer;
    private final Consumer<String, byte[]> consumer;

    /** Sends to the dead letters, which no application reads. */
    public CommitRoundTrip(FourfoldConfig config) {
        KafkaClients clients = config.kafka().clients();
        partition = new TopicPartition(config.topics().imageDeadLetter(), 0);
        producer = clients.producer("bench-round-trip");
        producer.initTransactions();
        consumer = clients.consumer();
        consumer.assign(List.of(partition));
    }

    /** Does it once; returns milliseconds. */
    double millis() {
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
        long start = System.nanoTime();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), "round-trip", new byte[0]));
        producer.commitTransaction();
        while (consumer.poll(POLL).isEmpty()) {
            // Not to be read yet.
        }
        return (System.nanoTime() - start) / 1e6;
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
