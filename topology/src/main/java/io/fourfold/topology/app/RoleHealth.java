package io.fourfold.topology.app;

import io.fourfold.topology.config.Role;
import io.fourfold.topology.http.Health;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Health of the roles that this process runs for the network in service; a role that does not run yet is not ready. */
final class RoleHealth implements Health {

    private static final String STARTING = "STARTING";

    private final Set<Role> expected;
    private final DeployedModels models;

    RoleHealth(Set<Role> expected, DeployedModels models) {
        this.expected = Set.copyOf(expected);
        this.models = models;
    }

    @Override
    public boolean live() {
        return models.everyRole().noneMatch(RunningRole::failed);
    }

    @Override
    public boolean ready() {
        return expected.stream().allMatch(models::ready);
    }

    @Override
    public Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        for (Role role : expected) {
            states.put(role.label(), models.state(role).orElse(STARTING));
        }
        return states;
    }
}
