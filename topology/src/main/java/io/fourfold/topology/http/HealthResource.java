package io.fourfold.topology.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;

/** Probes for whoever runs the process. */
final class HealthResource {

    static final String PREFIX = "/health/";

    private final Health health;

    HealthResource(Health health) {
        this.health = health;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PREFIX + "live", "200 unless only a restart helps", context -> answer(context, health.live())),
                Route.get(
                        PREFIX + "ready",
                        "200 once requests are answered in full",
                        context -> answer(context, health.ready())));
    }

    /** The answer, with each role's Kafka Streams state. */
    record HealthJson(String status, Map<String, String> roles) {}

    private void answer(Context context, boolean good) {
        context.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .json(new HealthJson(good ? "UP" : "DOWN", health.states()));
    }
}
