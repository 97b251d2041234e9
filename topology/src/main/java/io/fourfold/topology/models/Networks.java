package io.fourfold.topology.models;

import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the networks that are deployed. The one that the process was started with stays its owner's. */
public final class Networks {

    private final Network own;
    private final Optional<Path> ownDirectory;

    /**
     * @param ownDirectory of the own network's bundle; empty for the built-in one
     */
    public Networks(Network own, Optional<Path> ownDirectory) {
        this.own = own;
        this.ownDirectory = ownDirectory;
    }

    /** The network that the process was started with, as it can be deployed. */
    public Models.Model own() {
        return new Models.Model(
                own.version(),
                ownDirectory.map(directory -> directory.toAbsolutePath().toString()));
    }

    /**
     * Opens a network.
     *
     * @throws UnavailableNetworkException if its bundle is not here
     */
    public Network open(Models.Model model) {
        if (model.version().equals(own.version())) {
            return own;
        }
        Network network;
        try {
            network = model.location().map(Path::of).map(ModelBundle::load).orElseGet(ModelBundle::loadDefault);
        } catch (RuntimeException e) {
            throw new UnavailableNetworkException(unavailable(model) + e.getMessage(), e);
        }
        if (!network.version().equals(model.version())) {
            network.close();
            throw new UnavailableNetworkException(
                    unavailable(model) + "there is network " + network.version() + " in its place", null);
        }
        return network;
    }

    /** Closes a network that {@link #open} returned. */
    public void close(Network network) {
        if (network != own) {
            network.close();
        }
    }

    private static String unavailable(Models.Model model) {
        return "Network " + model.version() + " is deployed but cannot be loaded from "
                + model.location().orElse("this program")
                + "; start this instance with its bundle as --model, or move to "
                + "another network with: fourfold reindex. Reason: ";
    }
}
