package io.fourfold.model.explain;

/**
 * Why a network says a word, or would.
 *
 * @param places their values add up to the natural logarithm of the word's probability after those words
 * @param after the start of the network's own caption, up to where the word is said first; where it is likeliest, if the caption
 *     does not say it
 */
public record WordExplanation(Explanation places, String after) {}
