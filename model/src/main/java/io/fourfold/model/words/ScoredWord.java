package io.fourfold.model.words;

/**
 * A vocabulary word and how well it answers a question.
 *
 * @param word lower-case word
 * @param score cosine similarity, from -1 to 1
 */
public record ScoredWord(String word, float score) {}
