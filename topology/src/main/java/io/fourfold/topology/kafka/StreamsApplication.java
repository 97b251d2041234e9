package io.fourfold.topology.kafka;

import java.util.Properties;
import org.apache.kafka.streams.Topology;

/**
 * A Kafka Streams application: all that running it takes.
 *
 * @param id application id, which is also its consumer group's, with the version of its topology
 * @param topology what it does
 * @param properties its configuration, the id included
 */
public record StreamsApplication(ApplicationId id, Topology topology, Properties properties) {}
