package io.fourfold.topology.kafka;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/** Writes for a network's own topic as for the one that subscribers read, and so under the same subject. */
record PublishedSubjectSerializer<T>(Serializer<T> serializer, Topics topics) implements Serializer<T> {

    @Override
    public byte[] serialize(String topic, T value) {
        return serializer.serialize(topics.published(topic), value);
    }

    @Override
    public byte[] serialize(String topic, Headers headers, T value) {
        return serializer.serialize(topics.published(topic), headers, value);
    }

    @Override
    public void close() {
        serializer.close();
    }
}
