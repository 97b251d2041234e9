/** Measures how well a network finds photos by text, and texts by photo. */
package io.fourfold.model.retrieval;
