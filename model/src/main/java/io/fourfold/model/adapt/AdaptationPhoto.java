package io.fourfold.model.adapt;

/**
 * A photo to adapt to.
 *
 * @param pixels {@code [224, 224, 3]}, RGB, each an unsigned byte
 * @param words vector of its captions
 * @param target the same in few dimensions
 */
record AdaptationPhoto(byte[] pixels, SparseVector words, float[] target) {}
