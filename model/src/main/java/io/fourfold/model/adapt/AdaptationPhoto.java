package io.fourfold.model.adapt;

/**
 * A photo to adapt to.
 *
 * @param pixels {@code [side, side, 3]}, RGB, each an unsigned byte
 * @param words vector of its captions; null if it has none
 * @param target the same in few dimensions; null if it has no captions
 * @param times that it is seen in an epoch
 */
record AdaptationPhoto(byte[] pixels, SparseVector words, float[] target, int times) {

    boolean captioned() {
        return target != null;
    }
}
