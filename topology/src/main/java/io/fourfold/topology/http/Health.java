package io.fourfold.topology.http;

import java.util.Map;

/** What probes ask. */
public interface Health {

    /** False once a part has failed for good, so that only a restart of the process helps. */
    boolean live();

    /** Whether every part is running, so that requests are answered in full. */
    boolean ready();

    /** State of each part by its name. */
    Map<String, String> states();
}
