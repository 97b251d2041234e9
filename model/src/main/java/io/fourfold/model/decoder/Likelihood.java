package io.fourfold.model.decoder;

/**
 * How probable the network finds a sentence.
 *
 * @param logProbability natural logarithm, end token included
 * @param tokens number of tokens that were predicted, end token included
 */
public record Likelihood(double logProbability, int tokens) {}
