package io.fourfold.model.evaluate;

import io.fourfold.model.words.WordClass;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the things that a caption names: the words that come after one that announces a thing, and after what describes it. What
 * stands before "of" is none: a group of people is nowhere but where the people are.
 */
final class CaptionThings {

    private static final Set<String> ANNOUNCING = Set.of(
            "a", "an", "the", "his", "her", "its", "their", "of", "two", "three", "four", "five", "several", "many",
            "some", "another", "other");

    private CaptionThings() {}

    /** Where things are named, from the first word. */
    static List<Integer> in(List<String> caption) {
        return IntStream.range(1, caption.size())
                .filter(i -> announces(caption.get(i - 1)) && !announces(caption.get(i)))
                .filter(i -> i + 1 == caption.size() || !caption.get(i + 1).equals("of"))
                .filter(i -> !WordClass.DANGLING.has(caption.get(i)) && !WordClass.LINKING.has(caption.get(i)))
                .boxed()
                .toList();
    }

    private static boolean announces(String word) {
        return ANNOUNCING.contains(word) || WordClass.DESCRIBING.has(word);
    }
}
