package io.fourfold.topology.text;

import io.fourfold.model.inversion.InvertedQuery;
import io.fourfold.model.inversion.ScoreScale;
import io.fourfold.model.inversion.TextSearch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the nearest photos of all partitions in their final order.
 *
 * @param search ranks photos by likelihood
 */
public record SearchRanking(TextSearch search) {

    /** Nearest first, equally near ones by id, so that the order is the same each time. */
    static final Comparator<Candidate> NEAREST_FIRST =
            Comparator.comparing(Candidate::cosine).reversed().thenComparing(Candidate::imageId);

    private static final Comparator<Hit> BEST_FIRST =
            Comparator.comparing(Hit::score).reversed().thenComparing(Hit::imageId);

    private static final Logger LOG = LoggerFactory.getLogger(SearchRanking.class);

    /**
     * A photo near to the query.
     *
     * @param cosine of its embedding and the query's vector
     * @param vector its embedding, not normalised
     */
    public record Candidate(String imageId, float cosine, float[] vector) {}

    /**
     * @param score on the scale of {@link ScoreScale}
     */
    public record Hit(String imageId, float score) {}

    /**
     * Photos in their order.
     *
     * @param hits best first
     * @param reranked whether the likelihood of the text counts, rather than the cosine alone
     */
    public record Ranked(List<Hit> hits, boolean reranked) {}

    /** How many photos each partition should send, so that ranking them again can move better ones up. */
    public static int candidates(int k) {
        return Math.max(k, TextSearch.RESCORED_PHOTOS);
    }

    /** By cosine alone. */
    public static Ranked byCosine(ScoreScale scale, List<Candidate> candidates, int k, float minScore) {
        double[] scores = candidates.stream()
                .mapToDouble(candidate -> scale.score(candidate.cosine()))
                .toArray();
        return new Ranked(best(candidates, scores, k, minScore), false);
    }

    /** By cosine and by how much likelier each photo makes the query; by cosine alone if the network fails at that. */
    public Ranked byLikelihood(InvertedQuery query, List<Candidate> candidates, int k, float minScore) {
        try {
            return new Ranked(likeliest(query, candidates, k, minScore), true);
        } catch (RuntimeException e) {
            LOG.error(
                    "The photos for '{}' are ranked by cosine alone",
                    query.query().text(),
                    e);
            return byCosine(query.scale(), candidates, k, minScore);
        }
    }

    private List<Hit> likeliest(InvertedQuery query, List<Candidate> candidates, int k, float minScore) {
        List<Candidate> nearest =
                candidates.stream().sorted(NEAREST_FIRST).limit(candidates(k)).toList();
        double[] scores =
                search.rescore(query, nearest.stream().map(Candidate::vector).toList());
        return best(nearest, scores, k, minScore);
    }

    private static List<Hit> best(List<Candidate> candidates, double[] scores, int k, float minScore) {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= minScore) {
                hits.add(new Hit(candidates.get(i).imageId(), (float) scores[i]));
            }
        }
        hits.sort(BEST_FIRST);
        return List.copyOf(hits.subList(0, Math.min(k, hits.size())));
    }
}
