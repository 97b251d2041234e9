package io.fourfold.topology.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers {@code traceparent} and {@code tracestate} of records and requests (W3C Trace Context). */
public final class TraceContext {

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<UnaryOperator<String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(UnaryOperator<String> headers) {
            return List.copyOf(W3C.fields());
        }

        @Override
        public String get(UnaryOperator<String> headers, String name) {
            return headers.apply(name);
        }
    };

    private TraceContext() {}

    /** That of a record; none if its headers have none. */
    static Context of(Headers headers) {
        return of(name -> text(headers.lastHeader(name)));
    }

    /** That of a request; {@code header} gives its headers, or null. */
    static Context of(UnaryOperator<String> header) {
        return W3C.extract(Context.root(), header, GETTER);
    }

    /** A record's headers with what is current on this thread, if anything is. */
    public static Headers sent(Headers headers) {
        return with(headers, Context.current());
    }

    /** Adds what is current on this thread, if anything is. */
    public static void sent(HttpRequest.Builder request) {
        W3C.inject(Context.current(), request, (to, name, value) -> to.setHeader(name, value));
    }

    static Headers with(Headers headers, Context context) {
        Headers copy = new RecordHeaders(headers);
        W3C.inject(
                context, copy, (to, name, value) -> to.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8)));
        return copy;
    }

    private static String text(Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
