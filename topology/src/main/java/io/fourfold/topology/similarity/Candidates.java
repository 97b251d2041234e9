package io.fourfold.topology.similarity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The photos that may be among a query's best, judged by approximate scores with known errors. Keeps the best k lower
 * bounds; whoever's upper bound is below all of them is out.
 */
final class Candidates {

    private static final int FIRST_CAPACITY = 64;

    private final int kept;
    private final float minScore;
    private final Optional<byte[]> excluded;
    private final float after;
    private final PriorityQueue<Float> lowerBounds;
    private byte[][] ids = new byte[FIRST_CAPACITY][];
    private float[] upperBounds = new float[FIRST_CAPACITY];
    private int size;
    private float threshold;

    Candidates(SimilarImages query) {
        // One more than wanted tells whether there is a next page.
        kept = query.k() + 1;
        minScore = query.minScore();
        excluded = query.excludedId().map(id -> id.getBytes(StandardCharsets.UTF_8));
        after = query.after().map(cursor -> cursor.last().score()).orElse(Float.POSITIVE_INFINITY);
        lowerBounds = new PriorityQueue<>();
        threshold = minScore;
    }

    /** Scores below this do not matter any more. */
    float threshold() {
        return threshold;
    }

    /**
     * Considers a photo.
     *
     * @param score approximate score
     * @param error bound of its error
     */
    void offer(byte[] id, float score, float error) {
        float upper = score + error;
        float lower = score - error;
        if (upper < threshold || lower > after) {
            return;
        }
        if (excluded.isPresent() && Arrays.equals(excluded.get(), id)) {
            return;
        }
        add(id, upper);
        // What may rank before the cursor must not push out what ranks after it.
        if (upper < after) {
            raiseThreshold(lower);
        }
    }

    /** The ids of all photos that may be among the best. */
    List<byte[]> ids() {
        prune();
        return new ArrayList<>(Arrays.asList(ids).subList(0, size));
    }

    private void raiseThreshold(float lower) {
        if (lowerBounds.size() == kept) {
            if (lower <= lowerBounds.peek()) {
                return;
            }
            lowerBounds.poll();
        }
        lowerBounds.add(lower);
        if (lowerBounds.size() == kept) {
            threshold = Math.max(minScore, lowerBounds.peek());
        }
    }

    private void add(byte[] id, float upper) {
        if (size == ids.length) {
            prune();
            if (size > ids.length / 2) {
                ids = Arrays.copyOf(ids, ids.length * 2);
                upperBounds = Arrays.copyOf(upperBounds, upperBounds.length * 2);
            }
        }
        ids[size] = id;
        upperBounds[size] = upper;
        size++;
    }

    private void prune() {
        int left = 0;
        for (int i = 0; i < size; i++) {
            if (upperBounds[i] >= threshold) {
                ids[left] = ids[i];
                upperBounds[left] = upperBounds[i];
                left++;
            }
        }
        size = left;
    }
}
