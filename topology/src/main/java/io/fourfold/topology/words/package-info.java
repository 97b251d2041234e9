/**
 * The words of the network in service: published to their topic, and followed from it.
 */
package io.fourfold.topology.words;
