package io.fourfold.model.train;

/**
 * What the backbone sees in a photo.
 *
 * @param plain pooled feature of the photo
 * @param flipped pooled feature of its mirror image
 */
public record PhotoFeatures(float[] plain, float[] flipped) {}
