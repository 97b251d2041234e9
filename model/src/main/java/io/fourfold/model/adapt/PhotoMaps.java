package io.fourfold.model.adapt;

/**
 * A photo to adapt to.
 *
 * @param plain what the frozen part of the backbone makes of it, {@code [side * side * channels]}
 * @param mirrored the same of its mirror image
 * @param words vector of its captions
 * @param target the same in few dimensions
 */
record PhotoMaps(float[] plain, float[] mirrored, SparseVector words, float[] target) {}
