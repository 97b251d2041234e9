package io.fourfold.model.words;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words that captions are compared by: lower case, letters and digits only. */
public final class CaptionWords {

    private static final Pattern WORD = Pattern.compile("[a-z0-9]+");

    private CaptionWords() {}

    /** {@code "A dog's ball ."} gives {@code a, dog, s, ball}. */
    public static List<String> of(String caption) {
        return WORD.matcher(caption.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
