package io.fourfold.model.words;

/**
 * A word of the vocabulary that stands for another one.
 *
 * @param word of the vocabulary
 * @param weight beside the others that stand for it, above 0
 */
public record WordMeaning(String word, float weight) {}
