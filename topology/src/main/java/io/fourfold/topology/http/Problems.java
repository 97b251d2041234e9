package io.fourfold.topology.http;

import io.fourfold.model.explain.CannotExplainException;
import io.fourfold.model.image.BadPhotoException;
import io.fourfold.model.words.UnknownWordException;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.query.ForeignCursorException;
import io.fourfold.topology.query.InexpressibleTextException;
import io.fourfold.topology.query.PhotoNotKeptException;
import io.fourfold.topology.query.TextSearchMissingException;
import io.fourfold.topology.query.UnknownImageException;
import io.fourfold.topology.text.TooManySearchesException;
import io.fourfold.topology.upload.EventTooLargeException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps every exception to its problem, in one place. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    static final String RETRY_AFTER_SECONDS = "2";

    private Problems() {}

    static void register(RoutesConfig routes) {
        routes.exception(TooManyRequestsException.class, Problems::tooManyRequests);
        routes.exception(NoLoginException.class, Problems::noLogin);
        routes.exception(UnknownImageException.class, Problems::unknownImage);
        routes.exception(UnknownWordException.class, Problems::unknownWord);
        routes.exception(BadParameterException.class, Problems::badParameter);
        routes.exception(ForeignCursorException.class, Problems::foreignCursor);
        routes.exception(BadBodyException.class, (e, context) -> e.problem().send(context));
        routes.exception(BadPhotoException.class, Problems::badPhoto);
        routes.exception(InexpressibleTextException.class, Problems::inexpressibleText);
        routes.exception(TextSearchMissingException.class, Problems::textSearchMissing);
        routes.exception(CannotExplainException.class, Problems::cannotExplain);
        routes.exception(PhotoNotKeptException.class, Problems::photoNotKept);
        routes.exception(EventTooLargeException.class, Problems::eventTooLarge);
        routes.exception(TooManySearchesException.class, Problems::tooManySearches);
        routes.exception(NotReadyException.class, Problems::notReady);
        routes.exception(HttpResponseException.class, Problems::byStatus);
        routes.exception(Exception.class, Problems::unexpected);
    }

    private static void tooManyRequests(TooManyRequestsException e, Context context) {
        context.header(Header.RETRY_AFTER, e.retryAfter());
        e.problem().send(context);
    }

    private static void noLogin(NoLoginException e, Context context) {
        Problem.of("no-login", "No login provider", HttpStatus.NOT_FOUND, e.getMessage())
                .send(context);
    }

    private static void unknownImage(UnknownImageException e, Context context) {
        Problem.of("unknown-image", "No such image", HttpStatus.NOT_FOUND, e.getMessage())
                .send(context);
    }

    private static void unknownWord(UnknownWordException e, Context context) {
        Problem.of("unknown-word", "No such word", HttpStatus.NOT_FOUND, e.getMessage())
                .with("nearSpellings", e.nearSpellings())
                .send(context);
    }

    private static void badParameter(BadParameterException e, Context context) {
        Problem.of("bad-parameter", "Bad parameter", HttpStatus.BAD_REQUEST, e.getMessage())
                .with("parameter", e.parameter())
                .send(context);
    }

    private static void foreignCursor(ForeignCursorException e, Context context) {
        Problem.of("bad-parameter", "Bad parameter", HttpStatus.BAD_REQUEST, e.getMessage())
                .with("parameter", "cursor")
                .send(context);
    }

    private static void badPhoto(BadPhotoException e, Context context) {
        Problem.of("broken-photo", "Broken photo", HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage())
                .send(context);
    }

    private static void inexpressibleText(InexpressibleTextException e, Context context) {
        Problem.of("inexpressible-text", "Text that the network cannot say", HttpStatus.BAD_REQUEST, e.getMessage())
                .with("unknownWords", UnknownWordJson.of(e.unknownWords()))
                .send(context);
    }

    private static void textSearchMissing(TextSearchMissingException e, Context context) {
        Problem.of("no-text-search", "No text search", HttpStatus.NOT_IMPLEMENTED, e.getMessage())
                .send(context);
    }

    private static void cannotExplain(CannotExplainException e, Context context) {
        Problem.of("no-explanations", "No explanations", HttpStatus.NOT_IMPLEMENTED, e.getMessage())
                .send(context);
    }

    private static void photoNotKept(PhotoNotKeptException e, Context context) {
        Problem.of("photo-not-kept", "Photo not kept", HttpStatus.CONFLICT, e.getMessage())
                .send(context);
    }

    private static void eventTooLarge(EventTooLargeException e, Context context) {
        Problem.of("event-too-large", "Event too large", HttpStatus.CONTENT_TOO_LARGE, e.getMessage())
                .send(context);
    }

    private static void tooManySearches(TooManySearchesException e, Context context) {
        context.header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
        Problem.of("too-many-searches", "Too many searches", HttpStatus.TOO_MANY_REQUESTS, e.getMessage())
                .send(context);
    }

    private static void notReady(NotReadyException e, Context context) {
        context.header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
        Problem.of("not-ready", "Not ready", HttpStatus.SERVICE_UNAVAILABLE, e.getMessage())
                .send(context);
    }

    /** The client sends too slowly, or otherwise than HTTP has it, or has gone away; no failure of the service. */
    private static void clientFailed(int status, String detail, Context context) {
        LOG.debug("{} {}: {}", context.method(), context.path(), detail);
        Problem.of(status, HttpStatus.forStatus(status).getMessage(), detail).send(context);
    }

    /** What the web server itself rejects: unknown paths and methods, malformed requests. */
    private static void byStatus(HttpResponseException e, Context context) {
        String title = HttpStatus.forStatus(e.getStatus()).getMessage();
        Problem.of(e.getStatus(), title, context.method() + " " + context.path() + ": " + e.getMessage())
                .send(context);
    }

    private static void unexpected(Exception e, Context context) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException refusal) {
                clientFailed(refusal.getCode(), refusal.getReason(), context);
                return;
            }
            if (cause instanceof EofException || cause instanceof ClosedChannelException) {
                clientFailed(HttpStatus.BAD_REQUEST.getCode(), "The connection ends too early", context);
                return;
            }
        }
        LOG.error("{} {} failed", context.method(), context.path(), e);
        Problem.of(500, "Internal Server Error", "The request failed; the service's log says why")
                .send(context);
    }
}
