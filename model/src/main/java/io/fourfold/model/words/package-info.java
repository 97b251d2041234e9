/** The vocabulary, how captions are split into words, similar words and analogies. */
package io.fourfold.model.words;
