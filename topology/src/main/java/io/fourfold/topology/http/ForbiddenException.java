package io.fourfold.topology.http;

import io.fourfold.topology.access.Scope;

/** Thrown when it is known who asks, but not allowed. */
final class ForbiddenException extends RuntimeException {

    ForbiddenException(String message) {
        super(message);
    }

    ForbiddenException(Scope missing) {
        this("This needs the scope '" + missing.label() + "', which the key or token does not have");
    }
}
