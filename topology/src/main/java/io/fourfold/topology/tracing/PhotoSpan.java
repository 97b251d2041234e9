package io.fourfold.topology.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import org.slf4j.MDC;

/** Work on a photo, on one thread: stages belong to it, and what is logged has the ids of the photo and its trace. */
public final class PhotoSpan implements AutoCloseable {

    /** Names in the log's context (MDC). */
    private static final String IMAGE = "image";

    private static final String TRACE = "trace";

    private final Span span;
    private final Scope scope;

    PhotoSpan(String imageId, Span span) {
        this.span = span;
        this.scope = span.makeCurrent();
        MDC.put(IMAGE, imageId);
        logTrace(span);
    }

    /** Lets what this thread logs have a span's trace id, until {@link #forgetTrace}. */
    public static void logTrace(Span span) {
        if (span.getSpanContext().isValid()) {
            MDC.put(TRACE, span.getSpanContext().getTraceId());
        }
    }

    public static void forgetTrace() {
        MDC.remove(TRACE);
    }

    /** It will not succeed, or not now. */
    public void failed(Throwable failure) {
        Tracing.failed(span, failure);
    }

    @Override
    public void close() {
        forgetTrace();
        MDC.remove(IMAGE);
        scope.close();
        span.end();
    }
}
