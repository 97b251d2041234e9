package io.fourfold.topology.similarity;

/**
 * A photo's vector as the scan sees it.
 *
 * @param head a code for its component along each axis, {@code [HEAD]}
 * @param headError length of what rounding the head left out
 * @param tailLength length of what is at right angles to all axes
 * @param codes a byte for each number of what the head leaves out
 * @param perCode size of one step of the codes
 */
record QuantisedVector(byte[] head, float headError, float tailLength, byte[] codes, float perCode) {

    /** A tail length with which no score is reached. */
    static final float UNREACHABLE = Float.NEGATIVE_INFINITY;

    /** What a slot holds after its photo has gone. */
    static QuantisedVector empty(int codeBytes) {
        return new QuantisedVector(new byte[ScanKernel.HEAD], 0, UNREACHABLE, new byte[codeBytes], 0);
    }
}
