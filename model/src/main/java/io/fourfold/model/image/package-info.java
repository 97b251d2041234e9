/** From a JPEG, PNG or WebP file to upright RGB pixels of the encoder's size. */
package io.fourfold.model.image;
