package io.fourfold.topology.similarity;

import java.util.Arrays;

/** Plain Java, for a JVM without the Vector API. */
final class PlainKernel implements ScanKernel {

    @Override
    public void dots(byte[] heads, int from, short[] query, short[] dots) {
        Arrays.fill(dots, (short) 0);
        // Four rows at a time, so that the sums are read and written less often.
        for (int i = 0; i < HEAD; i += 4) {
            int place = from + i * GROUP;
            int query0 = query[i];
            int query1 = query[i + 1];
            int query2 = query[i + 2];
            int query3 = query[i + 3];
            for (int slot = 0; slot < GROUP; slot++) {
                dots[slot] += (short) (heads[place + slot] * query0
                        + heads[place + GROUP + slot] * query1
                        + heads[place + 2 * GROUP + slot] * query2
                        + heads[place + 3 * GROUP + slot] * query3);
            }
        }
    }

    @Override
    public long reaching(
            HeadQuery query, short[] dots, float[] headErrors, float[] tailLengths, int from, float least) {
        long reaching = 0;
        for (int slot = 0; slot < GROUP; slot++) {
            float most = dots[slot] * query.perProduct()
                    + query.error()
                    + headErrors[from + slot] * query.headLength()
                    + tailLengths[from + slot] * query.tailLength();
            if (most >= least) {
                reaching |= 1L << slot;
            }
        }
        return reaching;
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

    @Override
    public void project(float[] byNumber, float[] vector, float[] head) {
        Arrays.fill(head, 0);
        for (int i = 0; i < vector.length; i++) {
            float number = vector[i];
            for (int axis = 0; axis < HEAD; axis++) {
                head[axis] += byNumber[i * HEAD + axis] * number;
            }
        }
    }

    @Override
    public void subtract(float[] byAxis, float[] head, float[] vector) {
        for (int axis = 0; axis < HEAD; axis++) {
            int place = axis * vector.length;
            float component = head[axis];
            for (int i = 0; i < vector.length; i++) {
                vector[i] -= byAxis[place + i] * component;
            }
        }
    }
}
