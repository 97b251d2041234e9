package io.fourfold.topology.query;

import io.fourfold.topology.shard.CaptionedImage;
import io.fourfold.topology.similarity.IndexedImage;
import java.util.Optional;

/**
 * What the index knows of a photo; at least one of the two.
 *
 * @param imageId its id
 * @param captioned its captions, if they have arrived
 * @param embedded its embedding, if it has arrived
 */
public record DescribedImage(String imageId, Optional<CaptionedImage> captioned, Optional<IndexedImage> embedded) {}
