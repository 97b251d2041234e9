package io.fourfold.topology.http;

import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** Metrics in Prometheus' text format. */
final class MetricsResource {

    private static final String PATH = "/metrics";

    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsResource(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    List<Route> routes() {
        return List.of(Route.get(PATH, "metrics for Prometheus", this::metrics).open());
    }

    private void metrics(Context context) {
        context.contentType(CONTENT_TYPE).result(registry.scrape(CONTENT_TYPE));
    }
}
