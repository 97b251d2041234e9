package io.fourfold.topology.query;

import io.fourfold.model.decoder.Caption;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.shard.IndexState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What hits are shown with. */
record BestCaptions(IndexState state) {

    /** By image id, of those photos whose captions can be had: a search does not fail for want of them. */
    Map<String, Caption> of(List<String> imageIds) {
        if (imageIds.isEmpty()) {
            return Map.of();
        }
        try {
            Map<String, Caption> best = new HashMap<>();
            state.captions(imageIds)
                    .found()
                    .forEach((imageId, captioned) ->
                            best.put(imageId, captioned.captions().get(0)));
            return best;
        } catch (NotReadyException e) {
            return Map.of();
        }
    }
}
