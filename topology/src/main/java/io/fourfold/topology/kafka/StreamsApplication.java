package io.fourfold.topology.kafka;

import java.util.Properties;
import org.apache.kafka.streams.Topology;

/**
 * A Kafka Streams application: all that running it takes.
 *
 * @param id application id, which is also its consumer group's
 * @param topology what it does
 * @param properties its configuration, the id included
 */
public record StreamsApplication(String id, Topology topology, Properties properties) {

    /** The same, with changelogs as durable as that; what its configuration says already stays. */
    public StreamsApplication withInternalTopics(TopicDurability durability) {
        Properties durable = new Properties();
        durable.putAll(durability.streamsProperties());
        durable.putAll(properties);
        return new StreamsApplication(id, topology, durable);
    }
}
