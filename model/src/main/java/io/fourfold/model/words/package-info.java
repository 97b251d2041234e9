/**
 * The vocabulary, how captions are split into words, and the words that the decoder learned as vectors:
 * similar words and analogies.
 */
package io.fourfold.model.words;
