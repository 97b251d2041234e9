package io.fourfold.model.train;

/**
 * One caption to learn, with the photo it belongs to.
 *
 * @param feature what the backbone sees in the photo or in its mirror image
 * @param caption tokens without the end token
 */
record Example(float[] feature, int[] caption) {}
