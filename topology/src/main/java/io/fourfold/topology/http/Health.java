package io.fourfold.topology.http;

import io.fourfold.topology.error.Failure;
import java.util.List;
import java.util.Map;

/** What probes ask. */
public interface Health {

    /**
     * False if only a restart of the process helps: a part has stopped for good, or fails again and again without getting on.
     * That brokers, the registry or a store of photos are away does not count, since a restart does not bring them back.
     */
    boolean live();

    /** Whether queries are answered, as far as it is up to this instance. */
    boolean ready();

    /** State of each part by its name. */
    Map<String, String> states();

    /** Whether each part does what it is there for, by its name. */
    Map<String, Boolean> readiness();

    /** What goes wrong. */
    List<Reason> reasons();

    /**
     * Why a part does not get on.
     *
     * @param application that fails
     */
    record Reason(String application, Failure failure) {}
}
