package io.fourfold.topology.deadletter;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a dead letter stands in its topic; as text, {@code <partition>-<offset>}. */
public record LetterId(int partition, long offset) implements Comparable<LetterId> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})-(\\d{1,18})");
    private static final Comparator<LetterId> ORDER =
            Comparator.comparingInt(LetterId::partition).thenComparingLong(LetterId::offset);

    /** @throws IllegalArgumentException if the text is none */
    public static LetterId parse(String text) {
        return find(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + text + "' is no dead letter's id, such as 3-1207"));
    }

    /** The id that the text is, if it is one. */
    static Optional<LetterId> find(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new LetterId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(LetterId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
