package io.fourfold.topology.photo;

import org.apache.kafka.common.errors.RetriableException;

/** Thrown when a photo could not be fetched now but may be later: its store is down, overloaded or unreachable. */
public final class PhotoUnavailableException extends RetriableException {

    public PhotoUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
