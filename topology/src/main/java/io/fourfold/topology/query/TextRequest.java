package io.fourfold.topology.query;

import java.util.Optional;

/**
 * Which photos are wanted.
 *
 * @param text what they should show
 * @param k most hits
 * @param minScore least score of a hit
 * @param owner only photos of this owner
 * @param album only photos of this album
 */
public record TextRequest(String text, int k, float minScore, Optional<String> owner, Optional<String> album) {}
