package io.fourfold.infra.client;

import io.fourfold.schemas.SearchCompleted;
import io.fourfold.schemas.SearchRequested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Searches by events: sends requests and reads the answers from now on. Not safe for concurrent callers. */
public final class SearchEvents implements AutoCloseable {

    private final Producer<String, SearchRequested> producer;
    private final String requestTopic;
    private final Consumer<String, byte[]> consumer;
    private final Deserializer<SearchCompleted> deserializer;

    /** One answer. */
    public record Answer(String queryId, SearchCompleted completed) {}

    /**
     * Takes over the producer and the consumer and closes them.
     *
     * @param consumer should read committed records only
     */
    SearchEvents(
            Producer<String, SearchRequested> producer,
            String requestTopic,
            Consumer<String, byte[]> consumer,
            String answerTopic,
            Deserializer<SearchCompleted> deserializer) {
        this.producer = producer;
        this.requestTopic = requestTopic;
        this.consumer = consumer;
        this.deserializer = deserializer;
        consumer.assign(consumer.partitionsFor(answerTopic).stream()
                .map(info -> new TopicPartition(answerTopic, info.partition()))
                .toList());
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
    }

    /** Sends a request without waiting for anything. */
    public void request(String queryId, SearchRequested request) {
        producer.send(new ProducerRecord<>(requestTopic, queryId, request));
    }

    /** The answers that came since the last call; waits up to {@code timeout} for the first. */
    public List<Answer> poll(Duration timeout) {
        List<Answer> answers = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> entry : consumer.poll(timeout)) {
            answers.add(
                    new Answer(entry.key(), deserializer.deserialize(entry.topic(), entry.headers(), entry.value())));
        }
        return answers;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        deserializer.close();
    }
}
