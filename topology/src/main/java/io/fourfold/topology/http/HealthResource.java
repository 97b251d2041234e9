package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourfold.topology.error.Failure;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Probes for whoever runs the process. */
final class HealthResource {

    private static final String PREFIX = "/health/";

    private final Health health;

    HealthResource(Health health) {
        this.health = health;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                PREFIX + "live",
                                "200 unless only a restart helps",
                                context -> answer(context, Health.Status::live))
                        .open(),
                Route.get(
                                PREFIX + "ready",
                                "200 once queries are answered, as far as it is up to this instance",
                                context -> answer(context, Health.Status::ready))
                        .open());
    }

    /**
     * The answer.
     *
     * @param roles each role's Kafka Streams state
     * @param ready whether each does what it is there for
     * @param reasons what goes wrong
     */
    record HealthJson(String status, Map<String, String> roles, Map<String, Boolean> ready, List<ReasonJson> reasons) {}

    /** What goes wrong; the record is left out if it is not known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReasonJson(
            String application,
            String topic,
            Integer partition,
            Long offset,
            String exception,
            int times,
            long seconds,
            boolean outage) {

        static ReasonJson of(Health.Reason reason) {
            Failure failure = reason.failure();
            return new ReasonJson(
                    reason.application(),
                    failure.place().map(Failure.Place::topic).orElse(null),
                    failure.place().map(Failure.Place::partition).orElse(null),
                    failure.place().map(Failure.Place::offset).orElse(null),
                    failure.exception(),
                    failure.times(),
                    failure.lasting().toSeconds(),
                    failure.outage());
        }
    }

    private void answer(Context context, Predicate<Health.Status> question) {
        Health.Status status = health.now();
        boolean good = question.test(status);
        context.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .json(new HealthJson(
                        good ? "UP" : "DOWN",
                        status.states(),
                        status.readiness(),
                        status.reasons().stream().map(ReasonJson::of).toList()));
    }
}
