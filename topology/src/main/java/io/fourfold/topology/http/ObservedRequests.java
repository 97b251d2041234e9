package io.fourfold.topology.http;

import io.fourfold.topology.kafka.LatencyTimer;
import io.fourfold.topology.tracing.PhotoSpan;
import io.fourfold.topology.tracing.Tracing;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Times and traces each request until the last byte of its answer is sent, also those that get to no route. */
final class ObservedRequests extends Handler.Wrapper {

    /** Of what is refused before it gets to a route, and of what is there on no route. */
    private static final String NO_ROUTE = "none";

    private static final String ROUTE = "fourfold.route";

    private final MeterRegistry metrics;
    private final Tracing tracing;

    ObservedRequests(MeterRegistry metrics, Tracing tracing) {
        this.metrics = metrics;
        this.tracing = tracing;
    }

    /** Says which route a request is for. */
    static void route(Context context, String path) {
        ServletContextRequest.getServletContextRequest(context.req()).setAttribute(ROUTE, path);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Timer.Sample sample = Timer.start(metrics);
        Span span = tracing.answering(method(request), request.getHeaders()::get);
        PhotoSpan.logTrace(span);
        try (Scope current = span.makeCurrent()) {
            return Turns.handle(
                    super::handle, request, response, callback, () -> answered(request, response, sample, span));
        } finally {
            PhotoSpan.forgetTrace();
        }
    }

    private void answered(Request request, Response response, Timer.Sample sample, Span span) {
        String route = Optional.ofNullable((String) request.getAttribute(ROUTE)).orElse(NO_ROUTE);
        end(span, request, response, route);
        // How long readers of the feed stay is their affair.
        if (!route.equals(FeedResource.PATH)) {
            sample.stop(LatencyTimer.named(
                            "fourfold.http.requests", "Requests, from their headers to the end of the answer")
                    .tag("method", method(request))
                    .tag("route", route)
                    .tag("status", Integer.toString(response.getStatus()))
                    .register(metrics));
        }
    }

    private static void end(Span span, Request request, Response response, String route) {
        span.updateName(method(request) + " " + route);
        span.setAttribute("http.route", route);
        span.setAttribute("http.response.status_code", response.getStatus());
        if (response.getStatus() >= 500) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /** Anything can be sent as a method. */
    private static String method(Request request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "POST", "PUT", "DELETE" -> request.getMethod();
            default -> "other";
        };
    }
}
