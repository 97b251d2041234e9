package io.fourfold.topology.query;

import io.fourfold.model.decoder.Caption;
import io.fourfold.model.inversion.QueryWord;
import io.fourfold.schemas.UnknownWord;
import io.fourfold.topology.shard.Shards;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Photos that show what a text says.
 *
 * @param hits best first
 * @param words of the text and how each was understood
 * @param unknownWords words that the search went on without
 * @param modelVersion version of the network that understood the text and embedded the photos
 * @param reranked whether the photos were ranked again by how likely the network says the text about each
 * @param shards which part of the index answered
 * @param timings where the time went
 */
public record TextAnswer(
        List<Hit> hits,
        List<QueryWord> words,
        List<UnknownWord> unknownWords,
        String modelVersion,
        boolean reranked,
        Shards shards,
        Timings timings) {

    /**
     * @param imageId id of the photo
     * @param score on the scale of {@link io.fourfold.model.inversion.ScoreScale}
     * @param caption its best caption, if it can be had
     */
    public record Hit(String imageId, float score, Optional<Caption> caption) {}

    /**
     * @param inversion waiting for others included
     * @param index finding the nearest photos
     * @param rerank fetching their embeddings and ranking them again
     */
    public record Timings(Duration inversion, Duration index, Duration rerank) {}
}
