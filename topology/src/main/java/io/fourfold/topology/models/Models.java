package io.fourfold.topology.models;

import io.fourfold.schemas.DeployedModel;
import io.fourfold.schemas.ModelsDeployed;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which networks are deployed. Both describe every upload and keep an index; one of them is in service.
 *
 * @param epoch 1 at first, one more with each switch
 * @param inService answers queries, and its results are published
 * @param other gets ready to take over, or has been taken over from and can again
 */
public record Models(long epoch, Model inService, Optional<Model> other) {

    /**
     * A network.
     *
     * @param version of its weights
     * @param location directory of its bundle on every instance; empty for a built-in one
     */
    public record Model(String version, Optional<String> location) {}

    /** The first network. */
    public static Models first(Model model) {
        return new Models(1, model, Optional.empty());
    }

    /** The network in service and the other one. */
    public Stream<Model> deployed() {
        return Stream.concat(Stream.of(inService), other.stream());
    }

    /**
     * Lets a network get ready.
     *
     * @throws IllegalStateException if there is another one beside the one in service already
     */
    public Models withOther(Model model) {
        if (inService.version.equals(model.version)) {
            return this;
        }
        if (other.isPresent() && !other.get().version.equals(model.version)) {
            throw new IllegalStateException("Network " + other.get().version + " is deployed beside "
                    + inService.version + ", which is in service; remove it first with: fourfold reindex --cleanup");
        }
        return new Models(epoch, inService, Optional.of(model));
    }

    /**
     * Puts the other network into service and keeps the one before.
     *
     * @throws IllegalStateException if it is not deployed
     */
    public Models switchedTo(String version) {
        if (inService.version.equals(version)) {
            return this;
        }
        Model next = other.filter(model -> model.version.equals(version))
                .orElseThrow(() -> new IllegalStateException("Network " + version + " is not deployed"));
        return new Models(epoch + 1, next, Optional.of(inService));
    }

    /** Keeps only the network in service. */
    public Models withoutOther() {
        return new Models(epoch, inService, Optional.empty());
    }

    static Models of(ModelsDeployed event) {
        return new Models(
                event.getEpoch(),
                model(event.getInService()),
                Optional.ofNullable(event.getOther()).map(Models::model));
    }

    ModelsDeployed toEvent() {
        return new ModelsDeployed(
                epoch, deployed(inService), other.map(Models::deployed).orElse(null));
    }

    private static Model model(DeployedModel event) {
        return new Model(event.getVersion(), Optional.ofNullable(event.getLocation()));
    }

    private static DeployedModel deployed(Model model) {
        return new DeployedModel(model.version, model.location.orElse(null));
    }
}
