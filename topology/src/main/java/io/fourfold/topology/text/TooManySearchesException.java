package io.fourfold.topology.text;

/** Thrown when as many searches as this instance takes on wait already. */
public final class TooManySearchesException extends RuntimeException {

    TooManySearchesException(int waiting) {
        super(waiting + " searches are waiting already; search again in a moment");
    }
}
