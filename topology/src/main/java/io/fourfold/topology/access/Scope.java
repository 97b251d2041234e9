package io.fourfold.topology.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; none includes another. */
public enum Scope {
    /** Look at photos, and ask about them. */
    READ,
    /** Upload and delete photos. */
    WRITE,
    /** Send dead letters back or discard them, and see how the service is in detail. */
    ADMIN;

    /** Lower-case name, as in keys, tokens and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of that name. */
    public static Optional<Scope> of(String label) {
        return Arrays.stream(values())
                .filter(scope -> scope.label().equals(label))
                .findFirst();
    }
}
