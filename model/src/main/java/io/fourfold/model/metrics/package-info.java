/** How good captions and rankings are (BLEU, ROUGE-L, CIDEr-D, grammar, recall), and the baselines to beat. */
package io.fourfold.model.metrics;
