package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.Visibility;

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

    /** These indexes as if there were nothing but the photos that a visibility covers. */
    default Indexes visibleTo(Visibility visibility) {
        return visibility.unrestricted() ? this : new VisibleIndexes(this, visibility);
    }
}
