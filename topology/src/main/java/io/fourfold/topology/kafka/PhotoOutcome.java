package io.fourfold.topology.kafka;

import java.util.Locale;

/** What becomes of an upload or delete. */
public enum PhotoOutcome {
    /** It has a record of every output. */
    DESCRIBED,
    /** A delete, which is passed on to every output. */
    DELETED,
    /** It could not be described now and waits to be tried again. */
    WAITS,
    /** A newer upload or delete of the same id was known before it was described. */
    OVERTAKEN,
    /** It will never be described. */
    DEAD_LETTER;

    /** As metrics name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
