package io.fourfold.topology.words;

import io.fourfold.model.words.WordVectors;

/**
 * All words of one network.
 *
 * @param modelVersion version of the network
 * @param vectors its words
 */
public record VersionedWords(String modelVersion, WordVectors vectors) {}
