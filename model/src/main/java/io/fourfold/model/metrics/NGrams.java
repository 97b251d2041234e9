package io.fourfold.model.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts runs of words. */
final class NGrams {

    /** The longest run that any score looks at. */
    static final int LONGEST = 4;

    private NGrams() {}

    /** How often each run of exactly {@code n} words occurs, the words joined by spaces. */
    static Map<String, Integer> counts(List<String> words, int n) {
        Map<String, Integer> counts = new HashMap<>();
        for (int start = 0; start + n <= words.size(); start++) {
            counts.merge(String.join(" ", words.subList(start, start + n)), 1, Integer::sum);
        }
        return counts;
    }

    /** The largest count of each run in any one of several captions. */
    static Map<String, Integer> largestCounts(List<List<String>> captions, int n) {
        Map<String, Integer> largest = new HashMap<>();
        for (List<String> caption : captions) {
            counts(caption, n).forEach((run, count) -> largest.merge(run, count, Math::max));
        }
        return largest;
    }
}
