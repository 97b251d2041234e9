package io.fourfold.topology.http;

import io.fourfold.model.decoder.Caption;
import io.fourfold.topology.deadletter.LetterFilter;
import io.fourfold.topology.deadletter.LetterId;
import io.fourfold.topology.query.Explained;
import io.fourfold.topology.query.ListCursor;
import io.fourfold.topology.query.ListRequest;
import io.fourfold.topology.query.SimilarRequest;
import io.fourfold.topology.query.TextRequest;
import io.fourfold.topology.similarity.Cursor;
import io.fourfold.topology.text.SearchMethod;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads query parameters; what is out of range is refused with the range that is allowed. */
final class Parameters {

    private static final int DEFAULT_K = 10;
    private static final int MAX_K = 100;

    private Parameters() {}

    /** How many answers: {@code k}. */
    static int k(Context context) {
        return number(context, "k", Integer::valueOf, k -> k >= 1 && k <= MAX_K, "a whole number from 1 to " + MAX_K)
                .orElse(DEFAULT_K);
    }

    /** Least confidence of the captions that are answered, any if the request names none: {@code minConfidence}. */
    static double minConfidence(Context context) {
        return number(
                        context,
                        "minConfidence",
                        Double::valueOf,
                        confidence -> confidence >= 0 && confidence <= 1,
                        "a number from 0 to 1")
                .orElse(Caption.NOT_KNOWN);
    }

    /**
     * All parameters of a search for similar photos.
     *
     * @param minScore least score if the request names none
     */
    static SimilarRequest similar(Context context, float minScore) {
        return new SimilarRequest(
                k(context),
                number(context, "minScore", Float::valueOf, score -> Math.abs(score) <= 1, "a number from -1 to 1")
                        .orElse(minScore),
                optional(context, "owner"),
                optional(context, "album"),
                optional(context, "cursor").map(value -> parseCursor(value, Cursor::decode)));
    }

    /** All parameters of a list of stored photos. */
    static ListRequest list(Context context) {
        return new ListRequest(
                k(context),
                optional(context, "owner"),
                optional(context, "album"),
                optional(context, "cursor").map(value -> parseCursor(value, ListCursor::decode)));
    }

    /**
     * All parameters of a search by text.
     *
     * @param methods that may be asked for
     */
    static TextRequest text(Context context, Set<SearchMethod> methods) {
        return new TextRequest(
                required(context, "q"),
                optional(context, "method")
                        .map(value -> parseMethod(value, methods))
                        .orElse(SearchMethod.INVERSION),
                k(context),
                number(context, "minScore", Float::valueOf, score -> !Float.isNaN(score), "a number")
                        .orElse(Float.NEGATIVE_INFINITY),
                optional(context, "owner"),
                optional(context, "album"));
    }

    /** What is explained: exactly one of {@code word}, {@code q} and {@code image}. */
    static Explained explained(Context context) {
        List<Explained> named = Stream.<Optional<Explained>>of(
                        optional(context, "word").map(Explained.Word::new),
                        optional(context, "q").map(Explained.Text::new),
                        optional(context, "image").map(Explained.Image::new))
                .flatMap(Optional::stream)
                .toList();
        if (named.size() != 1) {
            throw new BadParameterException(
                    "word", "or 'q' or 'image' says what is explained, exactly one of them, not " + named.size());
        }
        return named.get(0);
    }

    /** Which dead letters. */
    static LetterFilter letters(Context context) {
        return new LetterFilter(
                context.queryParams("id").stream()
                        .map(id -> parseLetter("id", id))
                        .collect(Collectors.toSet()),
                optional(context, "reason"),
                optional(context, "topic"),
                optional(context, "key"),
                optional(context, "since").map(value -> parseTime("since", value)),
                optional(context, "until").map(value -> parseTime("until", value)));
    }

    /** The dead letter that the path names. */
    static LetterId letter(Context context) {
        return parseLetter("id", context.pathParam("id"));
    }

    /** Which dead letters something is done with; all of them only if that is said. */
    static LetterFilter chosenLetters(Context context) {
        LetterFilter filter = letters(context);
        boolean all = optional(context, "all").filter("true"::equals).isPresent();
        if (filter.equals(LetterFilter.ALL) != all) {
            throw new BadParameterException(
                    "all", "must be true if no other parameter says which dead letters, and may not be if one does");
        }
        return filter;
    }

    /** The last dead letter of the page before. */
    static Optional<LetterId> letterCursor(Context context) {
        return optional(context, "cursor").map(value -> parseLetter("cursor", value));
    }

    /** What a word begins with, as the vocabulary spells it; empty for every word. */
    static String prefix(Context context) {
        return optional(context, "prefix").orElse("").toLowerCase(Locale.ROOT);
    }

    /** How many events of before: {@code last}. */
    static int last(Context context) {
        return number(
                        context,
                        "last",
                        Integer::valueOf,
                        last -> last >= 0 && last <= MAX_K,
                        "a whole number from 0 to " + MAX_K)
                .orElse(0);
    }

    static String required(Context context, String name) {
        return optional(context, name).orElseThrow(() -> new BadParameterException(name, "is required"));
    }

    static Optional<String> optional(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).map(String::trim).filter(value -> !value.isEmpty());
    }

    /**
     * A number, if the request names one.
     *
     * @param wanted in words, for the refusal of what is no number or not allowed
     */
    private static <T> Optional<T> number(
            Context context, String name, Function<String, T> parser, Predicate<T> allowed, String wanted) {
        return optional(context, name).map(value -> {
            try {
                T number = parser.apply(value);
                if (allowed.test(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Refused below, like a number out of range.
            }
            throw new BadParameterException(name, "must be " + wanted + ", not '" + value + "'");
        });
    }

    private static SearchMethod parseMethod(String value, Set<SearchMethod> methods) {
        for (SearchMethod method : methods) {
            if (method.label().equals(value)) {
                return method;
            }
        }
        String allowed = methods.stream().map(SearchMethod::label).sorted().collect(Collectors.joining(" or "));
        throw new BadParameterException("method", "must be " + allowed + " here, not '" + value + "'");
    }

    private static <T> T parseCursor(String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("cursor", "must be a nextCursor of an earlier answer");
        }
    }

    private static LetterId parseLetter(String name, String value) {
        try {
            return LetterId.parse(value);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException(
                    name, "must be as an earlier answer has it, such as 3-1207, not '" + value + "'");
        }
    }

    private static Instant parseTime(String name, String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new BadParameterException(name, "must be a time such as 2026-01-31T00:00:00Z, not '" + value + "'");
        }
    }
}
