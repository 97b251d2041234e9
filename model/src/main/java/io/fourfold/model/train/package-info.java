/**
 * Trains the decoder and the text encoder on features of photos, with checkpoints,
 * and writes the bundle.
 */
package io.fourfold.model.train;
