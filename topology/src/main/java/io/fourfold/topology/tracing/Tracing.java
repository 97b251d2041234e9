package io.fourfold.topology.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Headers;

/** Makes the spans of an instance. While it is off, headers are passed on as they came. */
public final class Tracing implements AutoCloseable {

    public static final Tracing OFF = new Tracing(TracerProvider.noop(), false, () -> {});

    private static final String NAME = "fourfold";
    private static final AttributeKey<String> IMAGE = AttributeKey.stringKey("fourfold.image.id");

    private final Tracer tracer;
    private final boolean on;
    private final Runnable end;

    private Tracing(TracerProvider provider, boolean on, Runnable end) {
        this.tracer = provider.get(NAME);
        this.on = on;
        this.end = end;
    }

    /** To a provider, which is closed with this. */
    Tracing(SdkTracerProvider provider) {
        this(provider, true, provider::close);
    }

    /**
     * Sends spans to a collector by OTLP over HTTP, in the background.
     *
     * @param endpoint empty: off
     * @param percent of the traces that begin here; what has come with a trace does as that says
     */
    public static Tracing to(Optional<URI> endpoint, int percent) {
        return endpoint.map(collector -> new Tracing(SdkTracerProvider.builder()
                        .setResource(Resource.getDefault()
                                .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), NAME))))
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(percent / 100.0)))
                        .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                        .setEndpoint(collector.toString())
                                        .build())
                                .build())
                        .build()))
                .orElse(OFF);
    }

    /**
     * Notes that an upload or delete has come.
     *
     * @return its headers, by which what becomes of it belongs to its trace; a new one if it came with none
     */
    public Headers received(String topic, String imageId, Headers headers) {
        if (!on) {
            return headers;
        }
        Span span = about(imageId, topic + " receive")
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(TraceContext.of(headers))
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", topic)
                .startSpan();
        span.end();
        return TraceContext.with(headers, Context.root().with(span));
    }

    /** Begins to work on a photo that came with these headers, on this thread until the span is closed. */
    public PhotoSpan working(String name, String imageId, Headers headers) {
        return new PhotoSpan(imageId, child(name, imageId, headers));
    }

    /**
     * Begins something that ends on another thread.
     *
     * @return ends it
     */
    public Runnable started(String name, String imageId, Headers headers) {
        return child(name, imageId, headers)::end;
    }

    /** Runs a stage of what this thread works on. */
    public <T> T stage(String name, Supplier<T> work) {
        Span span = tracer.spanBuilder(name).startSpan();
        try (Scope current = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException | Error failure) {
            failed(span, failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    /**
     * Begins to answer a request.
     *
     * @param header gives its headers, or null
     */
    public Span answering(String method, UnaryOperator<String> header) {
        if (!on) {
            return Span.getInvalid();
        }
        return tracer.spanBuilder(method)
                .setSpanKind(SpanKind.SERVER)
                .setParent(TraceContext.of(header))
                .setAttribute("http.request.method", method)
                .startSpan();
    }

    /** Sends what has ended. */
    @Override
    public void close() {
        end.run();
    }

    /** Without spans, that of the headers, which the log names all the same. */
    private Span child(String name, String imageId, Headers headers) {
        Context parent = TraceContext.of(headers);
        Span cause = Span.fromContext(parent);
        return on && cause.getSpanContext().isValid()
                ? about(imageId, name).setParent(parent).startSpan()
                : cause;
    }

    private SpanBuilder about(String imageId, String name) {
        return tracer.spanBuilder(name).setAttribute(IMAGE, imageId);
    }

    static void failed(Span span, Throwable failure) {
        span.recordException(failure);
        span.setStatus(StatusCode.ERROR);
    }
}
