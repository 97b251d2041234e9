package io.fourfold.topology.store;

import java.util.Arrays;

/** Plain Java, for a JVM without the Vector API. */
final class PlainKernel implements ScanKernel {

    @Override
    public void distances(int[] signs, int[] planes, int[] distances) {
        int words = signs.length / SLOTS;
        Arrays.fill(distances, 0);
        for (int word = 0; word < words; word++) {
            int plane0 = planes[word];
            int plane1 = planes[words + word];
            int plane2 = planes[2 * words + word];
            int plane3 = planes[3 * words + word];
            int offset = word * SLOTS;
            for (int slot = 0; slot < SLOTS; slot++) {
                int bits = signs[offset + slot];
                distances[slot] += Integer.bitCount(bits ^ plane0)
                        + (Integer.bitCount(bits ^ plane1) << 1)
                        + (Integer.bitCount(bits ^ plane2) << 2)
                        + (Integer.bitCount(bits ^ plane3) << 3);
            }
        }
    }

    @Override
    public int dot(byte[] codes, int offset, int[] query) {
        int sum0 = 0;
        int sum1 = 0;
        // Two independent sums: one would wait for itself.
        for (int i = 0; i < query.length; i += 2) {
            sum0 += codes[offset + i] * query[i];
            sum1 += codes[offset + i + 1] * query[i + 1];
        }
        return sum0 + sum1;
    }
}
