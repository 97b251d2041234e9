package io.fourfold.model.inversion;

/**
 * The image embedding that a query was turned into.
 *
 * @param query what was searched for
 * @param embedding direction of the photos that the query describes, of length 1, {@code [embedding]}: photos are ranked by
 *     their cosine with it
 * @param steps of the descent that were tried
 * @param startLoss the query's negative log-probability at the start, natural log, summed over its tokens
 * @param loss the query's negative log-probability at the end
 * @param scale what a cosine with the embedding means
 */
public record InvertedQuery(
        Query query, float[] embedding, int steps, double startLoss, double loss, ScoreScale scale) {

    /**
     * How often the decoder ran over the query, of one descent: each step forwards and backwards, and forwards once more to see
     * where the last one led.
     */
    public int decoderPasses() {
        return 2 * steps + 1;
    }
}
