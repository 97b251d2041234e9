package io.fourfold.topology.http;

/** Thrown when somebody wants to log in at a provider and there is none. */
final class NoLoginException extends RuntimeException {

    NoLoginException() {
        super("There is no login provider here; log in with an API key");
    }
}
