/** The network's second half, the LSTM that says captions: beam search, sampling, likelihood, gradients. */
package io.fourfold.model.decoder;
