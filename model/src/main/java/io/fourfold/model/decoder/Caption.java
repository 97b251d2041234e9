package io.fourfold.model.decoder;

/**
 * A sentence about a photo.
 *
 * @param text lower-case words separated by single spaces, without a final stop
 * @param logProbability natural log of the sentence's probability given the photo, end token included; not length-normalised
 */
public record Caption(String text, double logProbability) {}
