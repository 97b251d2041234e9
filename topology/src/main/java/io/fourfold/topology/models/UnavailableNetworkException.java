package io.fourfold.topology.models;

/** Thrown when a network is deployed whose bundle this instance does not have; the message says what to do. */
public final class UnavailableNetworkException extends RuntimeException {

    UnavailableNetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
