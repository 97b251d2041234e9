/**
 * How good captions and rankings are: BLEU, ROUGE-L, CIDEr-D, grammar, recall; and the baselines to beat.
 * Knows no network.
 */
package io.fourfold.model.metrics;
