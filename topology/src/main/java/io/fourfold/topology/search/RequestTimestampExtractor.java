package io.fourfold.topology.search;

import io.fourfold.schemas.SearchAnswered;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Gives an answer of the index the time of its request. A task takes the oldest of its waiting records first, so it gathers
 * the answers to earlier requests before it accepts later ones. Never negative, at which Kafka Streams would stop.
 */
public final class RequestTimestampExtractor implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> entry, long partitionTime) {
        long timestamp = entry.value() instanceof SearchAnswered answer
                ? answer.getRequestedAt().toEpochMilli()
                : entry.timestamp();
        return Math.max(0, timestamp);
    }
}
