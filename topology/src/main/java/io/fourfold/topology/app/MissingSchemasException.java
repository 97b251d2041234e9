package io.fourfold.topology.app;

import java.util.List;

/** Thrown at the start if records could not be written, since their schemas are not registered. */
public final class MissingSchemasException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    MissingSchemasException(List<String> missing) {
        super(
                "Schemas are not registered, and auto.register.schemas is false; run fourfold schemas register with the same"
                        + " options.\n" + String.join("\n", missing));
    }
}
