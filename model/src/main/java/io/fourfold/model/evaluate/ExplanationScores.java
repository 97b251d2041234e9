package io.fourfold.model.evaluate;

/**
 * Whether explanations name the places that matter: the word is less probable once these are blotted out.
 *
 * @param photos whose captions say a thing
 * @param won percentage of them where blotting out the strongest fifth of the places lowers the word's probability more than
 *     blotting out a random fifth, the median of ten
 * @param strongest mean by which the strongest fifth lowers the natural logarithm of the word's probability
 * @param random the same of the medians of random fifths
 */
public record ExplanationScores(int photos, double won, double strongest, double random) {}
