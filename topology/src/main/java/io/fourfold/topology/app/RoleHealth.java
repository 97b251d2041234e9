package io.fourfold.topology.app;

import io.fourfold.topology.http.Health;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/** Health of the roles that this process runs; a role that has not been added yet is not ready. */
final class RoleHealth implements Health {

    private static final String STARTING = "STARTING";
    private static final String JOINING = "JOINING";

    private final Set<Role> expected;
    private final Map<Role, Part> running = new ConcurrentSkipListMap<>();

    /** A role and whether it answers what it is there for. */
    private record Part(RunningRole role, BooleanSupplier answers) {

        boolean ready() {
            return role.ready() && answers.getAsBoolean();
        }

        String state() {
            return role.ready() && !answers.getAsBoolean() ? JOINING : role.state();
        }
    }

    RoleHealth(Set<Role> expected) {
        this.expected = Set.copyOf(expected);
    }

    /**
     * @param answers whether it does what it is there for, asked only while it runs
     */
    void add(Role role, RunningRole runningRole, BooleanSupplier answers) {
        running.put(role, new Part(runningRole, answers));
    }

    @Override
    public boolean live() {
        return running.values().stream().noneMatch(part -> part.role().failed());
    }

    @Override
    public boolean ready() {
        return running.keySet().containsAll(expected)
                && running.values().stream().allMatch(Part::ready);
    }

    @Override
    public Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        for (Role role : expected) {
            Part part = running.get(role);
            states.put(role.label(), part == null ? STARTING : part.state());
        }
        return states;
    }
}
