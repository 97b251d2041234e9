package io.fourfold.topology.http;

import io.fourfold.topology.access.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests callers send that are bound to owners or albums, and how long they keep this instance busy, by caller. */
final class TenantRequests {

    /** Whoever comes after so many others: tokens may name any number of callers, and each is kept. */
    private static final String OTHERS = "others";

    private static final int MOST = 200;

    private final MeterRegistry metrics;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    TenantRequests(MeterRegistry metrics) {
        this.metrics = metrics;
        timer(OTHERS);
    }

    Timer.Sample begins() {
        return Timer.start(metrics);
    }

    void answered(Caller caller, Timer.Sample sample) {
        if (!caller.visibility().unrestricted()) {
            sample.stop(timer(label(Access.printable(caller.name()))));
        }
    }

    /** A few more, if they come at the same moment. */
    private String label(String name) {
        if (names.contains(name) || names.size() < MOST) {
            names.add(name);
            return name;
        }
        return OTHERS;
    }

    private Timer timer(String caller) {
        return Timer.builder("fourfold.http.tenants")
                .description("Requests of callers that are bound to owners or albums")
                .tag("caller", caller)
                .register(metrics);
    }
}
