package io.fourfold.topology.upload;

/** Thrown when the brokers take no event that large. */
public final class EventTooLargeException extends RuntimeException {

    EventTooLargeException(Throwable refusal) {
        super(
                "The brokers take no event of that size: scale the photo down, or upload it by a claim check ("
                        + refusal.getMessage() + ")",
                refusal);
    }
}
