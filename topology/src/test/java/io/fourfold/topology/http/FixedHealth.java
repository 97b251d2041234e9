package io.fourfold.topology.http;

import java.util.Map;

/** Health that does not change. */
public record FixedHealth(boolean live, boolean ready) implements Health {

    @Override
    public Map<String, String> states() {
        return Map.of("index", "RUNNING");
    }
}
