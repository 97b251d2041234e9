package io.fourfold.model.inversion;

import java.util.List;

/**
 * Searches photos by running the captioner backwards: a query becomes the image embedding for which the decoder would say it.
 * Implementations are safe for concurrent callers; each call runs on its caller's thread.
 */
public interface TextSearch {

    /** How many of the first photos are worth {@link #rescore rescoring}. */
    int RESCORED_PHOTOS = 30;

    /**
     * Reads a text.
     *
     * @throws InexpressibleQueryException if the network knows none of its words, or if there are too many
     */
    Query understand(String text);

    /**
     * Turns queries into image embeddings, all in one batch.
     *
     * @return one answer per query, in order; the same queries and options give the same answers
     */
    List<InvertedQuery> invert(List<Query> queries, InversionOptions options);

    /**
     * Scores photos by cosine and by how much likelier they make the query, {@code log p(query | photo) - log p(query)}, in
     * one batch.
     *
     * @param images embeddings as {@link io.fourfold.model.Network#embed} returns them, not normalised
     * @return {@code [images]}, on the scale of {@link ScoreScale#score}: a photo that the query says nothing about has 0
     */
    double[] rescore(InvertedQuery query, List<float[]> images);
}
