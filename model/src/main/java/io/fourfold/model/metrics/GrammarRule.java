package io.fourfold.model.metrics;

import io.fourfold.model.words.WordClass;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What makes a caption ungrammatical, by rules simple enough to be checked by eye. */
public enum GrammarRule {

    /** Fewer than three words. */
    TOO_SHORT(words -> words.size() < 3),

    /** A stand-in for a word that the network does not know. */
    UNKNOWN_WORD(words -> words.contains("unk") || words.contains("unknown")),

    /** Ends in a word that another has to follow ("a dog with", "a boy in a", "a man in a red"). */
    DANGLING_WORD(GrammarRule::dangles),

    /** Says a word or a phrase twice running, or on both sides of "and" ("in the grass in the grass", "a white and white dog"). */
    REPETITION(GrammarRule::repeats),

    /**
     * Says the same two or three words running again ("a boy in a red shirt is wearing a red shirt"). Pairs without a thing in
     * them, as "on a", "in the" or "a red", may come back, and so may what only leads to a colour, as "in a red".
     */
    PHRASE_TWICE(GrammarRule::saysPhraseTwice);

    private final Predicate<List<String>> brokenBy;

    GrammarRule(Predicate<List<String>> brokenBy) {
        this.brokenBy = brokenBy;
    }

    boolean isBrokenBy(List<String> words) {
        return brokenBy.test(words);
    }

    /** The rules that a caption breaks. */
    public static Set<GrammarRule> brokenBy(List<String> words) {
        Set<GrammarRule> broken = EnumSet.allOf(GrammarRule.class);
        broken.removeIf(rule -> !rule.isBrokenBy(words));
        return broken;
    }

    private static boolean dangles(List<String> words) {
        int n = words.size();
        return n > 0 && WordClass.DANGLING.has(words.get(n - 1))
                || n > 1 && WordClass.ARTICLE.has(words.get(n - 2)) && WordClass.DESCRIBING.has(words.get(n - 1));
    }

    private static boolean repeats(List<String> words) {
        for (int end = 2; end <= words.size(); end++) {
            for (int length = 1; 2 * length <= end; length++) {
                List<String> last = words.subList(end - length, end);
                int before = end - 2 * length;
                boolean twice = words.subList(before, before + length).equals(last);
                boolean joined = before > 0
                        && WordClass.JOINING.has(words.get(end - length - 1))
                        && words.subList(before - 1, before - 1 + length).equals(last);
                if (twice || joined) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean saysPhraseTwice(List<String> words) {
        Set<List<String>> said = new HashSet<>();
        for (int end = 2; end <= words.size(); end++) {
            String last = words.get(end - 1);
            boolean describing = WordClass.DESCRIBING.has(last);
            boolean mayComeBack =
                    WordClass.LINKING.has(last) || WordClass.LINKING.has(words.get(end - 2)) && describing;
            if (!mayComeBack && !said.add(words.subList(end - 2, end))) {
                return true;
            }
            if (end > 2 && !describing && !said.add(words.subList(end - 3, end))) {
                return true;
            }
        }
        return false;
    }
}
