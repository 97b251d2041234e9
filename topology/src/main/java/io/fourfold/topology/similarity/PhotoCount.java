package io.fourfold.topology.similarity;

import org.apache.kafka.streams.query.Query;

/** How many photos are there? */
public record PhotoCount() implements Query<Long> {}
