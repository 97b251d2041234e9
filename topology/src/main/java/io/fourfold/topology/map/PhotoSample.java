package io.fourfold.topology.map;

import io.fourfold.model.linear.Vectors;
import io.fourfold.topology.shard.IndexState;
import io.fourfold.topology.similarity.SimilarImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.UnitVector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Some photos of the whole index: all, if they are few, else the nearest to directions that chance gives. */
record PhotoSample(IndexState index, int dimensions) {

    private static final int DIRECTIONS = 20;
    private static final long SEED = 1;

    /** At most so many photos, with vectors of length one. */
    DrawnMap.Labelled take(int limit) {
        Random random = new Random(SEED);
        Set<String> ids = nearest(Vectors.gaussian(dimensions, random), limit);
        if (ids.size() > limit) {
            ids.clear();
            for (int i = 0; i < DIRECTIONS; i++) {
                ids.addAll(nearest(Vectors.gaussian(dimensions, random), limit / DIRECTIONS));
            }
        }
        Map<String, float[]> vectors = new LinkedHashMap<>();
        index.embeddings(ids).found().forEach((id, image) -> {
            if (vectors.size() < limit) {
                vectors.put(id, UnitVector.of(image.vector()));
            }
        });
        return new DrawnMap.Labelled(
                List.copyOf(vectors.keySet()), vectors.values().toArray(float[][]::new));
    }

    /** Of each partition so many. */
    private Set<String> nearest(float[] direction, int k) {
        return index.similar(SimilarImages.of(direction, k)).answers().stream()
                .flatMap(answer -> answer.hits().stream())
                .map(SimilarImage::imageId)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
