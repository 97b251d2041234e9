package io.fourfold.topology.http;

import io.fourfold.topology.access.TooManyAttemptsException;
import io.fourfold.topology.access.UnauthenticatedException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whoever is not let in, and counts it. What was sent as a key or token is said nowhere. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final MeterRegistry metrics;

    Refusals(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void register(RoutesConfig routes) {
        routes.exception(UnauthenticatedException.class, this::unauthenticated);
        routes.exception(ForbiddenException.class, this::forbidden);
        routes.exception(TooManyAttemptsException.class, this::tooManyAttempts);
    }

    private void unauthenticated(UnauthenticatedException e, Context context) {
        count(context, e);
        context.header(Header.WWW_AUTHENTICATE, "Bearer");
        Problem.of("unauthenticated", "Not authenticated", HttpStatus.UNAUTHORIZED, e.getMessage())
                .send(context);
    }

    private void forbidden(ForbiddenException e, Context context) {
        count(context, e.reason(), e);
        Problem.of("forbidden", "Forbidden", HttpStatus.FORBIDDEN, e.getMessage())
                .send(context);
    }

    private void tooManyAttempts(TooManyAttemptsException e, Context context) {
        count(context, e);
        context.header(Header.RETRY_AFTER, Long.toString(Math.max(1, e.waitFor().toSeconds())));
        Problem.of("too-many-requests", "Too many requests", HttpStatus.TOO_MANY_REQUESTS, e.getMessage())
                .send(context);
    }

    /** Counts what somebody else answers. */
    void count(Context context, UnauthenticatedException e) {
        count(context, e.reason().label(), e);
    }

    /** Counts what somebody else answers. */
    void count(Context context, TooManyAttemptsException e) {
        count(context, "attempts", e);
    }

    private void count(Context context, String reason, Exception e) {
        Counter.builder("fourfold.http.refused")
                .description("Requests that were refused, since it was not known who asked, or that was not allowed to")
                .tag("reason", reason)
                .register(metrics)
                .increment();
        LOG.debug(
                "Refused {} {} of {}: {}",
                context.method(),
                context.req().getRequestURI(),
                context.ip(),
                e.getMessage());
    }
}
