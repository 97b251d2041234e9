package io.fourfold.model.train;

/**
 * What a batch, or several, lost.
 *
 * @param negativeLogProbability sum over all tokens
 * @param tokens end tokens included
 * @param contrastive mean contrastive loss, 0 without one
 * @param reward mean CIDEr-D of the sentences said, 0 without any
 */
record BatchLoss(double negativeLogProbability, int tokens, double contrastive, double reward) {}
