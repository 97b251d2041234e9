package io.fourfold.topology.http;

import io.fourfold.topology.error.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Health that does not change; what is not live has a reason. */
public record FixedHealth(boolean live, boolean ready) implements Health {

    @Override
    public Map<String, String> states() {
        return Map.of("index", "RUNNING");
    }

    @Override
    public Map<String, Boolean> readiness() {
        return Map.of("index", ready);
    }

    @Override
    public List<Reason> reasons() {
        return live
                ? List.of()
                : List.of(new Reason(
                        "fourfold-index",
                        new Failure(
                                Optional.of(new Failure.Place("photos", 3, 14)),
                                "java.lang.IllegalStateException: a defect",
                                8,
                                Duration.ofSeconds(150),
                                false)));
    }
}
