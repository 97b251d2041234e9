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
        /** No such key, or one that is expired or revoked. */
        KEY,
        /** A key's secret is another one; whoever asks is not told that there is such a key. */
        SECRET,
        /** A token that is not for this service, or out of its time, or says too little. */
        TOKEN,
        /** A token that the provider has not signed. */
        SIGNATURE,
        /** The way through the provider's login was another one than began here. */
        LOGIN;

        /** Whether it took work to find out, which nobody may ask for without end. */
        boolean costs() {
            return this == SECRET || this == SIGNATURE || this == LOGIN;
        }

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
