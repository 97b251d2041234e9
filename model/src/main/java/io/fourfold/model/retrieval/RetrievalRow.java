package io.fourfold.model.retrieval;

import io.fourfold.model.metrics.RetrievalScores;

/**
 * One way to find photos by text, or texts by photo.
 *
 * @param method in words
 * @param queries how many were asked
 * @param scores over those queries
 * @param millisPerQuery wall-clock time on one thread, queries in batches
 * @param decoderPasses mean number of times that the decoder runs over a query, forwards or backwards
 */
public record RetrievalRow(
        String method, int queries, RetrievalScores scores, double millisPerQuery, double decoderPasses) {}
