/**
 * How well a network finds photos by text and by example, and texts by photo.
 * Ranks by embeddings that are already there.
 */
package io.fourfold.model.retrieval;
