/** Scores a network on a split of a data set: captions, likelihood, words and retrieval. */
package io.fourfold.model.evaluate;
