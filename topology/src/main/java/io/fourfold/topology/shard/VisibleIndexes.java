package io.fourfold.topology.shard;

import io.fourfold.topology.similarity.Visibility;

/** Indexes as somebody sees them who may not know of every photo. */
record VisibleIndexes(Indexes all, Visibility visibility) implements Indexes {

    @Override
    public IndexState inService() {
        return all.inService().visibleTo(visibility);
    }

    @Override
    public IndexState ofModel(String modelVersion) {
        return all.ofModel(modelVersion).visibleTo(visibility);
    }
}
