package io.fourfold.topology.map;

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
final class PhotoSample {

    private static final int DIRECTIONS = 20;
    private static final long SEED = 1;

    private final IndexState index;
    private final int dimensions;

    PhotoSample(IndexState index, int dimensions) {
        this.index = index;
        this.dimensions = dimensions;
    }

    /** At most so many photos, with vectors of length one. */
    DrawnMap.Labelled take(int limit) {
        Random random = new Random(SEED);
        Set<String> ids = nearest(direction(random), limit);
        if (ids.size() > limit) {
            ids.clear();
            for (int i = 0; i < DIRECTIONS; i++) {
                ids.addAll(nearest(direction(random), limit / DIRECTIONS));
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

    private float[] direction(Random random) {
        float[] direction = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            direction[d] = (float) random.nextGaussian();
        }
        return direction;
    }
}
