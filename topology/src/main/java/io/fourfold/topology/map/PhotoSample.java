package io.fourfold.topology.map;

import io.fourfold.model.linear.Vectors;
import io.fourfold.topology.shard.IndexState;
import io.fourfold.topology.similarity.SimilarImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.UnitVector;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Photos of the whole index: all, if they are few, else the nearest to directions that chance gives, the same ones each time.
 *
 * @param limit most photos
 */
record PhotoSample(IndexState index, int dimensions, int limit) implements MapSource {

    private static final int DIRECTIONS = 20;
    private static final int VECTORS_AT_ONCE = 500;
    private static final long SEED = 1;

    @Override
    public Labels labels() {
        Random random = new Random(SEED);
        Labels all = nearest(random, limit + 1);
        if (all.labels().size() <= limit) {
            return all;
        }
        Set<String> sample = new TreeSet<>();
        boolean complete = true;
        for (int i = 0; i < DIRECTIONS; i++) {
            Labels some = nearest(random, limit / DIRECTIONS);
            sample.addAll(some.labels());
            complete &= some.complete();
        }
        return new Labels(sample, complete);
    }

    @Override
    public LabelledVectors vectors(Collection<String> labels) {
        Map<String, float[]> vectors = new TreeMap<>();
        List<String> ids = List.copyOf(labels);
        for (int from = 0; from < ids.size(); from += VECTORS_AT_ONCE) {
            index.embeddings(ids.subList(from, Math.min(from + VECTORS_AT_ONCE, ids.size())))
                    .found()
                    .forEach((id, image) -> vectors.put(id, UnitVector.of(image.vector())));
        }
        return new LabelledVectors(
                List.copyOf(vectors.keySet()), vectors.values().toArray(float[][]::new));
    }

    private Labels nearest(Random random, int k) {
        IndexState.Answers<SimilarImages.Hits> answers =
                index.similar(SimilarImages.of(Vectors.gaussian(dimensions, random), k));
        Set<String> ids = answers.answers().stream()
                .flatMap(answer -> answer.hits().stream())
                .sorted()
                .limit(k)
                .map(SimilarImage::imageId)
                .collect(Collectors.toSet());
        return new Labels(ids, answers.shards().answered() == answers.shards().total());
    }
}
