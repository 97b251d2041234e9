package io.fourfold.bench;

import io.github.jbellis.jvector.disk.ReaderSupplier;
import io.github.jbellis.jvector.disk.ReaderSupplierFactory;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult.NodeScore;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** JVector's graph (DiskANN, Subramanya et al., 2019), with the vectors in the graph's file. */
final class JVectorGraph implements GraphIndex {

    private static final VectorSimilarityFunction SIMILARITY = VectorSimilarityFunction.COSINE;

    /** The library's examples' settings: edges of a node, candidates while building, overflow, pruning. */
    private static final int EDGES = 16;

    private static final int BUILD_CANDIDATES = 100;
    private static final float OVERFLOW = 1.2f;
    private static final float PRUNING = 1.2f;

    private final VectorTypeSupport types = VectorizationProvider.getInstance().getVectorTypeSupport();
    private final Path path;
    private ReaderSupplier file;
    private OnDiskGraphIndex index;
    private GraphSearcher searcher;

    JVectorGraph(Path path) {
        this.path = path;
    }

    @Override
    public String name() {
        return "JVector";
    }

    @Override
    public void build(PhotoVectors vectors, int count, Runnable added) throws IOException {
        List<VectorFloat<?>> all = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            all.add(types.createFloatVector(vectors.vector(number)));
        }
        int size = all.get(0).length();
        RandomAccessVectorValues values = new ListRandomAccessVectorValues(all, size);
        BuildScoreProvider scores = BuildScoreProvider.randomAccessScoreProvider(values, SIMILARITY);
        try (GraphIndexBuilder builder =
                new GraphIndexBuilder(scores, size, EDGES, BUILD_CANDIDATES, OVERFLOW, PRUNING, true)) {
            // As the library builds, which does not say how far it is.
            IntStream.range(0, count).parallel().forEach(node -> {
                builder.addGraphNode(node, all.get(node));
                added.run();
            });
            builder.cleanup();
            OnDiskGraphIndex.write(builder.getGraph(), values, path);
        }
    }

    @Override
    public void open() throws IOException {
        file = ReaderSupplierFactory.open(path);
        index = OnDiskGraphIndex.load(file);
        searcher = new GraphSearcher(index);
    }

    @Override
    public int[] search(float[] query, int k, int explored) {
        RandomAccessVectorValues values = (RandomAccessVectorValues) searcher.getView();
        NodeScore[] found = searcher.search(
                        DefaultSearchScoreProvider.exact(types.createFloatVector(query), SIMILARITY, values),
                        k,
                        explored,
                        0,
                        0,
                        Bits.ALL)
                .getNodes();
        return Arrays.stream(found).mapToInt(node -> node.node).toArray();
    }

    @Override
    public void close() throws IOException {
        if (index != null) {
            searcher.close();
            index.close();
            file.close();
        }
    }
}
