package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;

/** The indexes of the networks that are deployed. */
public interface Indexes {

    /**
     * The index of the network in service. A query takes it once, so that all of its answer is of one network.
     *
     * @throws NotReadyException if it does not run on this instance
     */
    IndexState inService();

    /**
     * The index of one network.
     *
     * @throws NotReadyException if it does not run on this instance
     */
    IndexState ofModel(String modelVersion);
}
