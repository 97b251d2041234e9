package io.fourfold.topology.search;

import java.util.AbstractList;
import java.util.List;

/** Embeddings as Avro has them and as arrays. */
final class Vectors {

    private Vectors() {}

    static float[] array(List<Float> numbers) {
        float[] array = new float[numbers.size()];
        int i = 0;
        for (float number : numbers) {
            array[i++] = number;
        }
        return array;
    }

    static List<Float> list(float[] array) {
        return new AbstractList<>() {
            @Override
            public Float get(int index) {
                return array[index];
            }

            @Override
            public int size() {
                return array.length;
            }
        };
    }
}
