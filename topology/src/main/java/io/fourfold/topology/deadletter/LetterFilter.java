package io.fourfold.topology.deadletter;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are meant: those of which all is true that is given.
 *
 * @param ids any of these; none for no matter which
 * @param reason part of the message or of the exception's name, in any case
 * @param topic where the record stood
 * @param key the record's whole key
 * @param since not older
 * @param until older
 */
public record LetterFilter(
        Set<LetterId> ids,
        Optional<String> reason,
        Optional<String> topic,
        Optional<String> key,
        Optional<Instant> since,
        Optional<Instant> until) {

    /** Every dead letter. */
    public static final LetterFilter ALL = new LetterFilter(
            Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    boolean matches(DeadLetter letter) {
        return (ids.isEmpty() || ids.contains(letter.id()))
                && reason.map(part -> contains(letter.reason(), part) || contains(letter.exception(), part))
                        .orElse(true)
                && topic.map(name -> letter.origin()
                                .filter(origin -> origin.topic().equals(name))
                                .isPresent())
                        .orElse(true)
                && key.map(text -> letter.rawKey() != null && letter.key().equals(text))
                        .orElse(true)
                && since.map(time -> !letter.time().isBefore(time)).orElse(true)
                && until.map(time -> letter.time().isBefore(time)).orElse(true);
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
