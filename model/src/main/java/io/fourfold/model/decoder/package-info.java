/**
 * The network's second half, an LSTM language model that an image embedding starts: one step, beam search,
 * sampling, likelihood, and the pass with gradients that training and inversion run.
 */
package io.fourfold.model.decoder;
