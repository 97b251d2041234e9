package io.fourfold.topology.similarity;

import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the best hits, by their exact scores. */
public final class NearestImages {

    private final SimilarImages query;
    private final int kept;
    private final PriorityQueue<SimilarImage> worstFirst;

    public NearestImages(SimilarImages query) {
        this.query = query;
        // One more than wanted tells whether there is a next page.
        this.kept = query.k() + 1;
        this.worstFirst = new PriorityQueue<>(Math.min(kept, 1_024), Collections.reverseOrder());
    }

    public void offer(String id, float score) {
        if (score < query.minScore()) {
            return;
        }
        boolean full = worstFirst.size() == kept;
        if (full && score < worstFirst.peek().score()) {
            return;
        }
        SimilarImage candidate = new SimilarImage(id, score);
        if (query.after().isPresent() && candidate.compareTo(query.after().get().last()) <= 0) {
            return;
        }
        if (full && candidate.compareTo(worstFirst.peek()) > 0) {
            return;
        }
        if (full) {
            worstFirst.poll();
        }
        worstFirst.add(candidate);
    }

    public SimilarImages.Hits hits() {
        List<SimilarImage> ranked = worstFirst.stream().sorted().toList();
        boolean more = ranked.size() > query.k();
        return new SimilarImages.Hits(more ? ranked.subList(0, query.k()) : ranked, more);
    }
}
