package io.fourfold.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry has no such schema: none of the id that a record was written with, or none of the subject that one is to be
 * written with. That is final unless the registry is one of several replicas, which may lack a new schema for seconds.
 */
public final class UnknownSchemaException extends SerializationException {

    private static final long serialVersionUID = 1L;

    public UnknownSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
