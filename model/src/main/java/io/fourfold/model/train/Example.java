package io.fourfold.model.train;

/**
 * One caption to learn, with the photo it belongs to.
 *
 * @param photo position among the training photos
 * @param feature what the backbone sees in the photo or in its mirror image
 * @param caption tokens without the end token
 */
record Example(int photo, float[] feature, int[] caption) {}
