package io.fourfold.topology.map;

import io.fourfold.topology.error.NotReadyException;
import java.util.Collection;
import java.util.Set;

/** Where a map's vectors come from. Each method throws {@link NotReadyException} if it cannot be told now. */
interface MapSource {

    /**
     * What is there.
     *
     * @param complete whether what is missing is not there any more; else it may just not have answered
     */
    record Labels(Set<String> labels, boolean complete) {}

    /** The labels of all that belongs on the map. */
    Labels labels();

    /** The vectors of these labels, without those that are not there any more or do not answer. */
    LabelledVectors vectors(Collection<String> labels);
}
