package io.fourfold.bench;

import java.util.Comparator;
import java.util.PriorityQueue;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What the index is compared with: the dot products with all normalised vectors, in float, by SIMD, on one thread. */
final class ExactScan implements VectorSearch {

    private static final int BLOCK = 4_096;
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

    private record Scored(int number, float score) {}

    private final float[][] blocks;
    private final int count;
    private final int size;

    ExactScan(PhotoVectors vectors, int count) {
        this.count = count;
        this.size = vectors.vector(0).length;
        this.blocks = new float[(count + BLOCK - 1) / BLOCK][];
        for (int number = 0; number < count; number++) {
            if (number % BLOCK == 0) {
                blocks[number / BLOCK] = new float[Math.min(BLOCK, count - number) * size];
            }
            writeUnit(vectors.vector(number), blocks[number / BLOCK], number % BLOCK * size);
        }
    }

    @Override
    public int[] search(float[] query, int k) {
        float[] unit = new float[size];
        writeUnit(query, unit, 0);
        PriorityQueue<Scored> worstFirst = new PriorityQueue<>(Comparator.comparing(Scored::score));
        float worst = Float.NEGATIVE_INFINITY;
        for (int number = 0; number < count; number++) {
            float score = dot(unit, blocks[number / BLOCK], number % BLOCK * size);
            if (score > worst) {
                worstFirst.add(new Scored(number, score));
                if (worstFirst.size() > k) {
                    worstFirst.poll();
                }
                worst = worstFirst.size() == k ? worstFirst.peek().score() : worst;
            }
        }
        return worstFirst.stream().mapToInt(Scored::number).toArray();
    }

    /** Cosine of a query and a vector, as {@link #search} compares it. */
    float score(float[] query, int number) {
        float[] unit = new float[size];
        writeUnit(query, unit, 0);
        return dot(unit, blocks[number / BLOCK], number % BLOCK * size);
    }

    private float dot(float[] unit, float[] vectors, int offset) {
        FloatVector sum0 = FloatVector.zero(LANES);
        FloatVector sum1 = FloatVector.zero(LANES);
        int i = 0;
        for (; i + 2 * LANES.length() <= size; i += 2 * LANES.length()) {
            sum0 = FloatVector.fromArray(LANES, vectors, offset + i).fma(FloatVector.fromArray(LANES, unit, i), sum0);
            sum1 = FloatVector.fromArray(LANES, vectors, offset + i + LANES.length())
                    .fma(FloatVector.fromArray(LANES, unit, i + LANES.length()), sum1);
        }
        float sum = sum0.add(sum1).reduceLanes(VectorOperators.ADD);
        for (; i < size; i++) {
            sum += vectors[offset + i] * unit[i];
        }
        return sum;
    }

    private static void writeUnit(float[] vector, float[] target, int offset) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        double scale = 1 / Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            target[offset + i] = (float) (vector[i] * scale);
        }
    }
}
