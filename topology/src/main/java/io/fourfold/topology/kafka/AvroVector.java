package io.fourfold.topology.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Vectors as Avro's generated records carry them. */
public final class AvroVector {

    private AvroVector() {}

    /** The numbers of a record's vector. */
    public static float[] toArray(List<Float> numbers) {
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.get(i);
        }
        return vector;
    }

    /** A vector for a record. */
    public static List<Float> of(float[] vector) {
        List<Float> numbers = new ArrayList<>(vector.length);
        for (float number : vector) {
            numbers.add(number);
        }
        return numbers;
    }

    /**
     * A vector in two bytes a number, which is exact enough to rank by: errors are below 1/65,000 of the largest number.
     */
    public static ByteBuffer compact(float[] vector) {
        float largest = 0;
        for (float number : vector) {
            largest = Math.max(largest, Math.abs(number));
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES + vector.length * Short.BYTES).putFloat(largest);
        for (float number : vector) {
            bytes.putShort((short) Math.round(largest == 0 ? 0 : number / largest * Short.MAX_VALUE));
        }
        return bytes.flip();
    }

    /** The numbers of a {@linkplain #compact compact} vector. */
    public static float[] toArray(ByteBuffer compact) {
        ByteBuffer bytes = compact.duplicate();
        float largest = bytes.getFloat();
        float[] vector = new float[bytes.remaining() / Short.BYTES];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = largest * bytes.getShort() / Short.MAX_VALUE;
        }
        return vector;
    }
}
