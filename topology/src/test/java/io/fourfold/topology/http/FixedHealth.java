package io.fourfold.topology.http;

import io.fourfold.topology.error.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Health that does not change; what is not live has a reason. */
public record FixedHealth(boolean live, boolean ready) implements Health {

    private static final Reason DEFECT = new Reason(
            "fourfold-index",
            new Failure(
                    Optional.of(new Failure.Place("photos", 3, 14)),
                    "java.lang.IllegalStateException: a defect",
                    8,
                    Duration.ofSeconds(150),
                    false));

    @Override
    public Status now() {
        return new Status(
                live, ready, Map.of("index", "RUNNING"), Map.of("index", ready), live ? List.of() : List.of(DEFECT));
    }
}
