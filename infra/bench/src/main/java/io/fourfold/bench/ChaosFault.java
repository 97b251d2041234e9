package io.fourfold.bench;

import java.util.Locale;

/** What is done to a process of the deployment. */
public enum ChaosFault {
    KILL_INSTANCE,
    KILL_BROKER,
    KILL_REGISTRY,
    /** It hangs for longer than the session timeout of its groups, and then goes on. */
    PAUSE_INSTANCE,
    PAUSE_BROKER,
    PAUSE_REGISTRY,
    /** Whatever an instance writes to files fails, as on a full disk, while it should take over from another that was killed. */
    FULL_DISK,
    /** Some bytes of the stores of an instance are changed while it is stopped. */
    CORRUPT_STATE;

    /** Whether it is done once, and not again and again. */
    public boolean once() {
        return this == FULL_DISK || this == CORRUPT_STATE;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
