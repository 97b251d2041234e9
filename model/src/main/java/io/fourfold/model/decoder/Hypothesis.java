package io.fourfold.model.decoder;

import io.fourfold.model.words.Vocabulary;
import java.util.Arrays;

/**
 * A sentence in the making.
 *
 * @param words its tokens so far, without the end
 * @param ended whether the end was said
 * @param logProbability of all tokens so far
 * @param parent row of the sentence that this one continues
 */
record Hypothesis(int[] words, boolean ended, double logProbability, int parent) {

    static final Hypothesis EMPTY = new Hypothesis(new int[0], false, 0, 0);

    Hypothesis with(int row, int token, double total) {
        if (token == Vocabulary.END) {
            return new Hypothesis(words, true, total, row);
        }
        int[] longer = Arrays.copyOf(words, words.length + 1);
        longer[words.length] = token;
        return new Hypothesis(longer, false, total, row);
    }

    /** The last word so far, {@link Vocabulary#END} if there is none. */
    int lastWord() {
        return words.length == 0 ? Vocabulary.END : words[words.length - 1];
    }

    /** Log-probability per token, so that short sentences do not win by being short. */
    double score() {
        return logProbability / (words.length + (ended ? 1 : 0));
    }
}
