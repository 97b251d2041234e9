package io.fourfold.topology.app;

/** Thrown at start when topics differ in their number of partitions; the message names all of them and what to do. */
public final class UnequalTopicsException extends RuntimeException {

    UnequalTopicsException(String message) {
        super(message);
    }
}
