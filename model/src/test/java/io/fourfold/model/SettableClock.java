package io.fourfold.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told otherwise, or goes on by the same time whenever somebody looks. */
public final class SettableClock extends Clock {

    private final Duration eachLook;
    private Instant now = Instant.EPOCH;

    public SettableClock() {
        this(Duration.ZERO);
    }

    /** @param eachLook passes whenever somebody looks */
    public SettableClock(Duration eachLook) {
        this.eachLook = eachLook;
    }

    public void advance(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        advance(eachLook);
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("it has no zone");
    }
}
