package io.fourfold.topology.query;

import io.fourfold.model.decoder.Caption;
import io.fourfold.topology.shard.Shards;
import java.util.List;
import java.util.Optional;

/**
 * A page of similar photos.
 *
 * @param hits best first
 * @param modelVersion version of the network whose embeddings were compared
 * @param nextCursor where the next page starts; empty on the last one
 * @param shards which part of the index answered
 */
public record SimilarAnswer(List<Hit> hits, String modelVersion, Optional<String> nextCursor, Shards shards) {

    /**
     * @param imageId id of the photo
     * @param score cosine similarity, from -1 to 1
     * @param caption its best caption, if its partition answered
     */
    public record Hit(String imageId, float score, Optional<Caption> caption) {}
}
