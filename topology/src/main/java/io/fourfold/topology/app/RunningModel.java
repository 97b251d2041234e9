package io.fourfold.topology.app;

import io.fourfold.model.Network;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.error.NotReadyException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One network's applications on this instance.
 *
 * @param network describes photos
 * @param roles that run, by their kind
 * @param index answers queries; empty if this instance does not run the index role
 */
record RunningModel(Network network, Map<Role, RunningRole> roles, Optional<RunningIndex> index)
        implements AutoCloseable {

    private static final String JOINING = "JOINING";

    RunningModel {
        roles = Map.copyOf(roles);
    }

    String version() {
        return network.version();
    }

    /** @throws NotReadyException if this instance does not run the index role */
    RunningIndex requireIndex() {
        return index.orElseThrow(
                () -> new NotReadyException("This instance does not run the index role; ask one that does"));
    }

    /** State of a role: of its application, or whether its part of the index is answered yet. */
    Optional<String> state(Role role) {
        return Optional.ofNullable(roles.get(role))
                .map(running -> running.ready() && !answers(role) ? JOINING : running.state());
    }

    /** Whether a role runs and does what it is there for. */
    boolean ready(Role role) {
        return roles.containsKey(role) && roles.get(role).ready() && answers(role);
    }

    private boolean answers(Role role) {
        return role != Role.INDEX || requireIndex().state().ready();
    }

    /** Stops the applications; the network stays open. */
    @Override
    public void close() {
        index.ifPresent(RunningIndex::close);
        List<CompletableFuture<Void>> closing = roles.values().stream()
                .map(role -> CompletableFuture.runAsync(role::close))
                .toList();
        closing.forEach(CompletableFuture::join);
    }
}
