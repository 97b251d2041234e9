/**
 * From a JPEG, PNG or WebP file to upright RGB pixels of the encoder's size.
 * Refuses what is not a complete photo.
 */
package io.fourfold.model.image;
