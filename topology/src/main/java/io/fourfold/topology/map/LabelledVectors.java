package io.fourfold.topology.map;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a map is drawn of.
 *
 * @param labels one for each vector, no two alike
 * @param vectors {@code [labels, size]}
 */
record LabelledVectors(List<String> labels, float[][] vectors) {

    LabelledVectors without(Collection<String> left) {
        int[] kept = IntStream.range(0, labels.size())
                .filter(i -> !left.contains(labels.get(i)))
                .toArray();
        return new LabelledVectors(
                Arrays.stream(kept).mapToObj(labels::get).toList(),
                Arrays.stream(kept).mapToObj(i -> vectors[i]).toArray(float[][]::new));
    }
}
