package io.fourfold.topology.kafka;

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
}
