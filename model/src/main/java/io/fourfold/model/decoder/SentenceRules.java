package io.fourfold.model.decoder;

import io.fourfold.model.metrics.GrammarRule;
import io.fourfold.model.words.Vocabulary;
import io.fourfold.model.words.WordClass;
import java.util.Arrays;
import java.util.List;

/**
 * What a caption must not do, however probable the network finds it: stammer, say a phrase twice, or stop in the middle of a
 * phrase. A sentence that keeps these rules breaks no {@link GrammarRule} but perhaps that of length.
 */
final class SentenceRules {

    /** Longer runs are phrases, which may not be said twice anywhere. */
    private static final int LONGEST_STAMMER = 2;

    private final boolean[] dangling;
    private final boolean[] linking;
    private final boolean[] article;
    private final boolean[] joining;
    private final boolean[] describing;

    SentenceRules(Vocabulary vocabulary) {
        this.dangling = marked(WordClass.DANGLING, vocabulary);
        this.linking = marked(WordClass.LINKING, vocabulary);
        this.article = marked(WordClass.ARTICLE, vocabulary);
        this.joining = marked(WordClass.JOINING, vocabulary);
        this.describing = marked(WordClass.DESCRIBING, vocabulary);
    }

    /** Whether the sentence may stop after these words. */
    boolean mayEnd(int[] words) {
        int n = words.length;
        return n > 0 && mayBeLast(n > 1 ? words[n - 2] : Vocabulary.END, words[n - 1]);
    }

    /**
     * Whether a word may be the last of a sentence.
     *
     * @param before the word before it, {@link Vocabulary#END} if there is none
     */
    boolean mayBeLast(int before, int word) {
        return !dangling[word] && !(article[before] && describing[word]);
    }

    /** Whether the word may follow these words. */
    boolean mayFollow(int[] words, int next) {
        return !stammers(words, next) && !repeatsPhrase(words, next);
    }

    /** Whether the sentence would end with the same run of words twice, at once or on both sides of "and". */
    private boolean stammers(int[] words, int next) {
        int n = words.length;
        for (int length = 1; length <= LONGEST_STAMMER && length <= n; length++) {
            if (endsWithRepetition(words, next, length, length)) {
                return true;
            }
            if (length < n && joining[words[n - length]] && endsWithRepetition(words, next, length, length + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the last {@code length} words, {@code next} included, are the same as those {@code back} words before. */
    private static boolean endsWithRepetition(int[] words, int next, int length, int back) {
        int n = words.length;
        int start = n + 1 - length;
        if (start - back < 0 || words[n - back] != next) {
            return false;
        }
        return Arrays.equals(words, start, n, words, start - back, n - back);
    }

    private boolean repeatsPhrase(int[] words, int next) {
        int n = words.length;
        if (n == 0) {
            return false;
        }
        int last = words[n - 1];
        boolean phrase = !linking[next] && !(linking[last] && describing[next]);
        for (int i = 1; i < n; i++) {
            boolean pair = words[i - 1] == last && words[i] == next;
            if (pair && (phrase || i >= 2 && words[i - 2] == words[n - 2] && !describing[next])) {
                return true;
            }
        }
        return false;
    }

    private static boolean[] marked(WordClass kind, Vocabulary vocabulary) {
        boolean[] marked = new boolean[vocabulary.tokens()];
        List<String> all = vocabulary.words();
        for (int i = 0; i < all.size(); i++) {
            marked[Vocabulary.FIRST_WORD + i] = kind.has(all.get(i));
        }
        return marked;
    }
}
