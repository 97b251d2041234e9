package io.fourfold.topology.app;

import io.fourfold.topology.http.Status;
import java.util.List;
import java.util.function.Supplier;

/** What this instance knows of itself, and what it has measured of the deployment. */
final class InstanceStatus implements Status {

    private final Supplier<String> self;
    private final DeployedModels models;
    private final Measurements measurements;

    /** @param self host:port of this instance */
    InstanceStatus(Supplier<String> self, DeployedModels models, Measurements measurements) {
        this.self = self;
        this.models = models;
        this.measurements = measurements;
    }

    @Override
    public Now now() {
        List<RunningRole> roles = models.everyRole().toList();
        return new Now(
                self.get(),
                roles.stream()
                        .map(role ->
                                new Application(role.applicationId(), role.state(), role.ready(), role.partitions()))
                        .toList(),
                roles.stream()
                        .flatMap(role -> role.restoring().stream()
                                .map(store -> new Restoring(
                                        role.applicationId(),
                                        store.store(),
                                        store.partition(),
                                        store.restored(),
                                        store.total())))
                        .toList(),
                models.deployed(),
                measurements.newest());
    }
}
