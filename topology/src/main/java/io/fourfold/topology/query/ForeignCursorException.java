package io.fourfold.topology.query;

/** Thrown for a cursor that an answer to another query gave out. */
public final class ForeignCursorException extends RuntimeException {

    ForeignCursorException() {
        super("'cursor' is of another query. Ask about the same photo with the same minScore, owner and album as for"
                + " the page before, or leave it out to start with the first page");
    }
}
