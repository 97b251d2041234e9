/** From a photo file, which nobody has to trust, to upright RGB pixels of the encoder's size. */
package io.fourfold.model.image;
