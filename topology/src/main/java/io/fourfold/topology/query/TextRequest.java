package io.fourfold.topology.query;

import io.fourfold.topology.text.SearchMethod;
import java.util.Optional;

/**
 * Which photos are wanted.
 *
 * @param text what they should show
 * @param method how the text becomes a vector
 * @param k most hits
 * @param minScore least score of a hit
 * @param owner only photos of this owner
 * @param album only photos of this album
 */
public record TextRequest(
        String text, SearchMethod method, int k, float minScore, Optional<String> owner, Optional<String> album) {}
