package io.fourfold.infra.client;

import io.fourfold.infra.client.PhotoOutcome.Captioned;
import io.fourfold.infra.client.PhotoOutcome.DeadLettered;
import io.fourfold.infra.client.PhotoOutcome.Deleted;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.topology.deadletter.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Follows what becomes of photos: the caption topic and the dead-letter topic, as any subscriber of the platform would.
 * Needs no consumer group, so it leaves nothing behind on the broker. Not safe for concurrent callers.
 */
public final class PhotoFeed implements AutoCloseable {

    /** Where Kafka Streams puts the reason of a dead letter (KIP-1034). */
    private static final String REASON_HEADER = "__streams.errors.message";

    private final Consumer<String, byte[]> consumer;
    private final String captionTopic;
    private final Deserializer<ImageCaptioned> captionDeserializer;

    /**
     * Takes over the consumer and closes it.
     *
     * @param consumer should read committed records only
     */
    public PhotoFeed(
            Consumer<String, byte[]> consumer,
            String captionTopic,
            String deadLetterTopic,
            Deserializer<ImageCaptioned> captionDeserializer) {
        this.consumer = consumer;
        this.captionTopic = captionTopic;
        this.captionDeserializer = captionDeserializer;
        consumer.assign(partitionsOf(captionTopic, deadLetterTopic));
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
    }

    /** Goes back to the first caption; dead letters stay at the end, since old ones may long be dealt with. */
    public void rewindCaptions() {
        consumer.seekToBeginning(consumer.assignment().stream()
                .filter(partition -> partition.topic().equals(captionTopic))
                .toList());
    }

    /** All captions up to now, then waits no longer; the feed goes on from here. */
    public List<PhotoOutcome> readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        List<PhotoOutcome> outcomes = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            outcomes.addAll(poll(Duration.ofMillis(100)));
        }
        return outcomes;
    }

    /** What came since the last call, in the order of each topic partition; waits up to {@code timeout} for the first. */
    public List<PhotoOutcome> poll(Duration timeout) {
        List<PhotoOutcome> outcomes = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> entry : consumer.poll(timeout)) {
            if (!DeadLetters.resolves(entry.headers())) {
                outcomes.add(outcome(entry));
            }
        }
        return outcomes;
    }

    @Override
    public void close() {
        consumer.close();
        captionDeserializer.close();
    }

    private PhotoOutcome outcome(ConsumerRecord<String, byte[]> entry) {
        if (!entry.topic().equals(captionTopic)) {
            return new DeadLettered(entry.key(), reason(entry.headers()));
        }
        if (entry.value() == null) {
            return new Deleted(entry.key());
        }
        return new Captioned(
                entry.key(), captionDeserializer.deserialize(captionTopic, entry.headers(), entry.value()));
    }

    private List<TopicPartition> partitionsOf(String... topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        return partitions;
    }

    private static String reason(Headers headers) {
        Header reason = headers.lastHeader(REASON_HEADER);
        return reason == null || reason.value() == null
                ? "no reason given"
                : new String(reason.value(), StandardCharsets.UTF_8);
    }
}
