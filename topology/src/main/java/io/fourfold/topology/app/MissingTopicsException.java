package io.fourfold.topology.app;

import java.util.Collection;

/** Thrown at start when topics are missing, which the applications never create themselves. */
public final class MissingTopicsException extends RuntimeException {

    public MissingTopicsException(Collection<String> missing) {
        super("These topics do not exist: " + String.join(", ", missing) + ". Run: fourfold topics create");
    }
}
