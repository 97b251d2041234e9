package io.fourfold.topology.http;

import io.fourfold.topology.error.Failure;
import java.util.List;
import java.util.Map;

/** What probes ask. */
public interface Health {

    /** How it is now. */
    Status now();

    /**
     * One answer to every question, so that its parts fit each other.
     *
     * @param live false if only a restart of the process helps: a part has stopped for good, or fails again and again without
     *     getting on. That brokers, the registry or a store of photos are away does not count, since a restart does not bring
     *     them back.
     * @param ready whether queries are answered, as far as it is up to this instance
     * @param states of each part by its name
     * @param readiness whether each part does what it is there for, by its name
     * @param reasons what goes wrong
     */
    record Status(
            boolean live,
            boolean ready,
            Map<String, String> states,
            Map<String, Boolean> readiness,
            List<Reason> reasons) {}

    /**
     * Why a part does not get on.
     *
     * @param application that fails
     */
    record Reason(String application, Failure failure) {}
}
