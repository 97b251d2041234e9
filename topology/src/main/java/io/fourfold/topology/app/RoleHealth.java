package io.fourfold.topology.app;

import io.fourfold.topology.http.Health;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Health of the roles that this process runs; a role that has not been added yet is not ready. */
final class RoleHealth implements Health {

    private static final String STARTING = "STARTING";

    private final Set<Role> expected;
    private final Map<Role, RunningRole> running = new ConcurrentSkipListMap<>();

    RoleHealth(Set<Role> expected) {
        this.expected = Set.copyOf(expected);
    }

    void add(Role role, RunningRole runningRole) {
        running.put(role, runningRole);
    }

    @Override
    public boolean live() {
        return running.values().stream().noneMatch(RunningRole::failed);
    }

    @Override
    public boolean ready() {
        return running.keySet().containsAll(expected)
                && running.values().stream().allMatch(RunningRole::ready);
    }

    @Override
    public Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        for (Role role : expected) {
            RunningRole runningRole = running.get(role);
            states.put(role.label(), runningRole == null ? STARTING : runningRole.state());
        }
        return states;
    }
}
