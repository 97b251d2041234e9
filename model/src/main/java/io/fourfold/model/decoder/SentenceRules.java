package io.fourfold.model.decoder;

import io.fourfold.model.words.Vocabulary;
import java.util.List;
import java.util.Set;

/**
 * What a caption must not do, however probable the network finds it: stammer, say a phrase twice, or stop in the middle of a
 * phrase.
 */
final class SentenceRules {

    /** Words that another word has to follow. */
    private static final Set<String> DANGLING = Set.of(
            "a", "an", "the", "of", "with", "in", "on", "at", "and", "or", "to", "from", "by", "for", "near", "into",
            "onto", "over", "under", "behind", "beside", "between", "while", "as", "is", "are", "his", "her", "its",
            "their", "two", "three", "that", "who", "which", "wearing", "holding", "through", "next", "front", "some",
            "another", "very");

    /** Words that a caption may need again and again. */
    private static final Set<String> LINKING = Set.of(
            "a", "an", "the", "of", "with", "in", "on", "at", "and", "to", "is", "are", "by", "his", "her", "front",
            "next");

    private final boolean[] dangling;
    private final boolean[] linking;

    SentenceRules(Vocabulary vocabulary) {
        this.dangling = marked(DANGLING, vocabulary);
        this.linking = marked(LINKING, vocabulary);
    }

    /** Whether the sentence may stop after these words. */
    boolean mayEnd(int[] words) {
        return words.length > 0 && !dangling[words[words.length - 1]];
    }

    /** Whether a word may be the last of a sentence. */
    boolean mayBeLast(int word) {
        return !dangling[word];
    }

    /** Whether the word may follow these words. */
    boolean mayFollow(int[] words, int next) {
        int n = words.length;
        if (n == 0) {
            return true;
        }
        int last = words[n - 1];
        if (next == last) {
            return false;
        }
        if (n >= 3 && next == words[n - 2] && last == words[n - 3]) {
            return false;
        }
        boolean phrase = !linking[last] && !linking[next];
        for (int i = 1; i < n; i++) {
            boolean pair = words[i - 1] == last && words[i] == next;
            if (pair && (phrase || i >= 2 && n >= 2 && words[i - 2] == words[n - 2])) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] marked(Set<String> words, Vocabulary vocabulary) {
        boolean[] marked = new boolean[vocabulary.tokens()];
        List<String> all = vocabulary.words();
        for (int i = 0; i < all.size(); i++) {
            marked[Vocabulary.FIRST_WORD + i] = words.contains(all.get(i));
        }
        return marked;
    }
}
