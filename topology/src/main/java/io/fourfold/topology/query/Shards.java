package io.fourfold.topology.query;

/**
 * How complete an answer is.
 *
 * @param answered partitions of the store that answered
 * @param total partitions that the store has
 */
public record Shards(int answered, int total) {}
