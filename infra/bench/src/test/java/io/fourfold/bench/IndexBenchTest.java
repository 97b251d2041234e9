package io.fourfold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.bench.IndexBench.GraphFigures;
import io.fourfold.bench.IndexBench.StoreFigures;
import io.fourfold.model.inversion.EmbeddingPrior;
import io.fourfold.topology.similarity.Axes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexBenchTest {

    private static final int SIZE = 20;
    private static final int COUNT = 600;

    @TempDir
    Path directory;

    private final BenchPhotos photos = BenchPhotos.drawn(prior(), 200, 10);

    @Test
    void shouldFindWithTheStoreWhatTheExactScanFinds() throws Exception {
        StoreFigures figures = bench().store(COUNT);

        assertThat(figures.recall()).isEqualTo(1);
        assertThat(figures.store().sorted()).hasSize(20);
        assertThat(figures.exact().sorted()).hasSize(10);
        assertThat(figures.reportedBytes()).isPositive();
        assertThat(figures.restore().writeSeconds()).isPositive();
        assertThat(figures.restore().scanSeconds()).isPositive();
    }

    @Test
    void shouldExploreTheGraphsUntilTheyFindAsMuch() throws Exception {
        assertThat(bench().graphs(COUNT)).extracting(GraphFigures::name).containsExactly("Lucene HNSW", "JVector");
        assertThat(bench().graphs(COUNT))
                .allSatisfy(graph -> assertThat(graph.recall()).isGreaterThanOrEqualTo(0.99));
    }

    @Test
    void shouldAskWithPhotosThatAreNotIndexed() {
        assertThat(photos.queries()).hasSize(10).doesNotContainAnyElementsOf(photos.indexed());
        assertThat(photos.indexed()).hasSize(190);
    }

    @Test
    void shouldExtendPhotosTheSameWayEachTime() {
        PhotoVectors vectors = new PhotoVectors(photos.indexed(), 1);

        assertThat(vectors.vector(7)).isEqualTo(photos.indexed().get(7));
        assertThat(vectors.vector(500))
                .isEqualTo(new PhotoVectors(photos.indexed(), 1).vector(500))
                .isNotEqualTo(vectors.vector(310));
    }

    @Test
    void shouldReadNumbersBackFromIds() {
        assertThat(PhotoVectors.id(123_456)).hasSize(36);
        assertThat(PhotoVectors.number(PhotoVectors.id(123_456))).isEqualTo(123_456);
    }

    private IndexBench bench() {
        Axes axes = new Axes(SIZE, prior().principalAxes(Axes.MOST));
        return new IndexBench(photos, axes, 2, directory, what -> {});
    }

    private static EmbeddingPrior prior() {
        Random random = new Random(4);
        List<float[]> photos = new ArrayList<>();
        for (int photo = 0; photo < 100; photo++) {
            float[] embedding = new float[SIZE];
            for (int i = 0; i < SIZE; i++) {
                embedding[i] = (float) random.nextGaussian() / (i + 1);
            }
            photos.add(embedding);
        }
        return EmbeddingPrior.measure(photos);
    }
}
