package io.fourfold.topology.config;

import java.util.Locale;

/** A Kafka Streams application that a process can run; each has its own application id and scales on its own. */
public enum Role {
    /** Describes uploaded photos. */
    IMAGES,
    /** Keeps the captions and the similarity index, and answers from them. */
    INDEX,
    /** Answers the searches that arrive as events. */
    SEARCH;

    /** Lower-case name, as in configuration and application ids. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
