/**
 * Scores a network on a split of a data set: captions, likelihood, words and retrieval.
 * The {@code model evaluate} command runs it.
 */
package io.fourfold.model.evaluate;
