package io.fourfold.topology.shard;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How complete an answer is.
 *
 * @param answered partitions of the store that answered
 * @param total partitions that the store has
 */
public record Shards(int answered, int total) {

    /** Whether every partition answered. */
    @JsonProperty
    public boolean complete() {
        return answered == total;
    }
}
