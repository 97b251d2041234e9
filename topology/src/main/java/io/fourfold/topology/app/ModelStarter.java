package io.fourfold.topology.app;

import io.fourfold.model.Network;
import io.fourfold.topology.models.Models;

/** Starts the applications of one network on this instance. */
interface ModelStarter {

    /** @throws RuntimeException if that is not possible now */
    RunningModel start(Models.Model model);

    /**
     * Starts what only the network in service does.
     *
     * @param models among which the network is
     */
    InServiceRoles startInService(Models models, Network network);

    /** Stops the applications and removes what they keep on this machine. */
    void remove(RunningModel model);
}
