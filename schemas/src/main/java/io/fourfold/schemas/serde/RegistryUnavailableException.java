package io.fourfold.schemas.serde;

import org.apache.kafka.common.errors.RetriableException;

/**
 * The schema registry could not be asked: it is down, overloaded, refuses the login or is not a registry at all.
 * It says nothing about the record at hand, which may be tried again.
 */
public final class RegistryUnavailableException extends RetriableException {

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
