package io.fourfold.topology.similarity;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.query.Query;

/**
 * Which photos come next in the order of their ids' bytes?
 *
 * @param after id behind which to begin; it need not be a photo's
 * @param k most photos
 * @param wanted only photos that it covers; none if it is empty
 */
public record NextPhotos(Optional<String> after, int k, Optional<Visibility> wanted) implements Query<List<String>> {}
