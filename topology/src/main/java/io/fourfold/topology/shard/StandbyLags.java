package io.fourfold.topology.shard;

import java.util.OptionalLong;

/** How far this instance's standbys are behind. */
interface StandbyLags {

    /** Changelog records that a partition of a store has not read yet; empty if that is not known. */
    OptionalLong lag(String store, int partition);
}
