package io.fourfold.topology.app;

import io.fourfold.topology.config.Role;
import io.fourfold.topology.http.Health;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Health of the roles that this process runs for the network in service; a role that does not run yet is not ready. Ready as a
 * whole is what a load balancer asks: whether queries are answered. So only the index counts where it runs; an instance
 * without it is ready when its roles are.
 */
final class RoleHealth implements Health {

    private static final String STARTING = "STARTING";

    /** The publication belongs to the images role and has a state of its own. */
    private static final String PUBLISH = "publish";

    private final Set<Role> expected;
    private final DeployedModels models;

    RoleHealth(Set<Role> expected, DeployedModels models) {
        this.expected = Set.copyOf(expected);
        this.models = models;
    }

    @Override
    public Status now() {
        Map<String, String> states = new TreeMap<>();
        Map<String, Boolean> readiness = new TreeMap<>();
        for (Role role : expected) {
            states.put(role.label(), models.state(role).orElse(STARTING));
            readiness.put(role.label(), models.ready(role));
        }
        boolean ready = ready(expected, role -> readiness.get(role.label()));
        models.publication().ifPresent(publication -> {
            states.put(PUBLISH, publication.state());
            readiness.put(PUBLISH, publication.ready());
        });
        return new Status(!models.dead(), ready, states, readiness, models.reasons());
    }

    static boolean ready(Set<Role> expected, Predicate<Role> ready) {
        return expected.contains(Role.INDEX)
                ? ready.test(Role.INDEX)
                : expected.stream().allMatch(ready);
    }

    /** Whether every role runs and does what it is there for. */
    boolean everyRoleReady() {
        return expected.stream().allMatch(models::ready);
    }
}
