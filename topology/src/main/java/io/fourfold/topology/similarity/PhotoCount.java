package io.fourfold.topology.similarity;

import org.apache.kafka.streams.query.Query;

/**
 * How many photos are there?
 *
 * @param visibility counts only those that it covers
 */
public record PhotoCount(Visibility visibility) implements Query<Long> {}
