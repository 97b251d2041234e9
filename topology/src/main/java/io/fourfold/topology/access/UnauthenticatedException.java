package io.fourfold.topology.access;

import java.util.Locale;

/** Thrown when a credential says nothing about who asks. The message may be shown to whoever sent it. */
public final class UnauthenticatedException extends RuntimeException {

    private final Reason reason;

    /** Kinds of refusal, as metrics name them. */
    public enum Reason {
        /** None came along. */
        MISSING,
        /** Neither a key nor a token. */
        MALFORMED,
        /** No such key, or another secret, or one that is expired or revoked; which of them is not told. */
        KEY,
        /** A token that is not of the provider, not for this service, or out of its time. */
        TOKEN,
        /** The provider's keys cannot be had. */
        PROVIDER;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public UnauthenticatedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
