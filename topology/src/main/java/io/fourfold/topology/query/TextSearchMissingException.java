package io.fourfold.topology.query;

/** Thrown when the network in service cannot search by text at all; the message tells what to do. */
public final class TextSearchMissingException extends RuntimeException {

    TextSearchMissingException(String message) {
        super(message);
    }
}
