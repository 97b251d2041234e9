package io.fourfold.bench;

import io.fourfold.topology.similarity.Axes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The similarity store against an exact scan and against two libraries' graphs, on one thread.
 *
 * @param photos to extend and index, and to ask with
 * @param axes of the network's embeddings
 * @param rounds how often every query is asked
 * @param directory where indexes are written
 * @param progress told what is being done
 */
public record IndexBench(BenchPhotos photos, Axes axes, int rounds, Path directory, Consumer<String> progress) {

    /** Hits asked for and compared. */
    public static final int K = 10;

    private static final int WARM_UP_QUERIES = 200;
    private static final double WANTED_RECALL = 0.99;

    /** By which the sums of two kernels over floats may differ. */
    private static final double ROUNDING = 1e-6;

    private static final int REPORTS_OF_A_BUILD = 10;
    private static final int MOST_EXPLORED = 2_000;

    /**
     * The store.
     *
     * @param exact times of the exact scan
     * @param store times of the store
     * @param recall share of the exact scan's hits that the store found
     * @param heapBytes heap that the store takes for a photo
     * @param reportedBytes what its metric says of that
     */
    public record StoreFigures(
            int count,
            Latencies exact,
            Latencies store,
            double recall,
            double heapBytes,
            double reportedBytes,
            RestoreFigures restore) {}

    /**
     * The store's beginnings, beside what RocksDB takes for the same.
     *
     * @param seconds that the restore callback took
     * @param writeSeconds that RocksDB alone took for the same rows
     * @param openSeconds from opening the store to its first answer
     * @param scanSeconds reading all of its rows once, afterwards
     */
    public record RestoreFigures(double seconds, double writeSeconds, double openSeconds, double scanSeconds) {}

    /**
     * A library's graph.
     *
     * @param explored candidates that a search keeps, as many as the wanted recall takes
     * @param diskBytes size of its files for a photo
     */
    public record GraphFigures(
            String name,
            double buildSeconds,
            double openSeconds,
            int explored,
            double recall,
            Latencies latencies,
            double diskBytes) {}

    /** Measures the store with so many photos. */
    public StoreFigures store(int count) throws Exception {
        progress.accept("exact scan of %,d vectors".formatted(count));
        Truth truth = truth(count);
        progress.accept("writing %,d photos to RocksDB alone".formatted(count));
        double writeSeconds = writeSeconds(count);
        Path path = Files.createTempDirectory(directory, "store");
        long heapBefore = heap();
        double restoreSeconds;
        double heapBytes;
        double reportedBytes;
        double recall;
        Latencies times;
        try (StoreUnderTest store = new StoreUnderTest(path, axes)) {
            progress.accept("restoring %,d photos".formatted(count));
            restoreSeconds = store.restore(photos.extended(), count);
            heapBytes = (double) (heap() - heapBefore) / count;
            reportedBytes = store.reportedBytes() / count;
            progress.accept("asking the store");
            recall = recall(store, truth);
            times = times(store);
        }
        progress.accept("opening it again");
        long start = System.nanoTime();
        try (StoreUnderTest store = new StoreUnderTest(path, axes)) {
            store.search(photos.queries().get(0), K);
            double openSeconds = (System.nanoTime() - start) / 1e9;
            return new StoreFigures(
                    count,
                    truth.times,
                    times,
                    recall,
                    heapBytes,
                    reportedBytes,
                    new RestoreFigures(restoreSeconds, writeSeconds, openSeconds, store.scan()));
        }
    }

    private double writeSeconds(int count) throws Exception {
        try (PlainRocks rocks = new PlainRocks(Files.createTempDirectory(directory, "rocks"))) {
            return StoreUnderTest.feed(photos.extended(), count, rocks::write);
        }
    }

    /** Measures Lucene and JVector with so many photos. */
    public List<GraphFigures> graphs(int count) throws Exception {
        Truth truth = truth(count);
        Path lucene = Files.createTempDirectory(directory, "lucene");
        Path jvector = Files.createTempDirectory(directory, "jvector");
        return List.of(
                graph(new LuceneHnsw(lucene), lucene, count, truth),
                graph(new JVectorGraph(jvector.resolve("graph")), jvector, count, truth));
    }

    private GraphFigures graph(GraphIndex graph, Path path, int count, Truth truth) throws Exception {
        try (graph) {
            progress.accept("%s: building a graph of %,d vectors".formatted(graph.name(), count));
            long start = System.nanoTime();
            graph.build(photos.extended(), count, buildProgress(graph.name(), count, start));
            double buildSeconds = (System.nanoTime() - start) / 1e9;
            long opening = System.nanoTime();
            graph.open();
            graph.search(photos.queries().get(0), K, K);
            double openSeconds = (System.nanoTime() - opening) / 1e9;
            int explored = K;
            double recall = recall(search(graph, explored), truth);
            while (recall < WANTED_RECALL && explored < MOST_EXPLORED) {
                explored += Math.max(K, explored / 4);
                recall = recall(search(graph, explored), truth);
            }
            Latencies times = times(search(graph, explored));
            return new GraphFigures(
                    graph.name(), buildSeconds, openSeconds, explored, recall, times, bytes(path) / (double) count);
        }
    }

    private Runnable buildProgress(String name, int count, long start) {
        AtomicInteger vectorsAdded = new AtomicInteger();
        return () -> {
            int added = vectorsAdded.incrementAndGet();
            if (added % Math.max(1, count / REPORTS_OF_A_BUILD) == 0) {
                progress.accept(
                        "%s: %,d vectors after %.0f s".formatted(name, added, (System.nanoTime() - start) / 1e9));
            }
        };
    }

    private static VectorSearch search(GraphIndex graph, int explored) {
        return (query, k) -> graph.search(query, k, explored);
    }

    /** What the exact scan finds, and how long it takes. */
    private record Truth(List<Set<Integer>> nearest, Latencies times) {}

    private Truth truth(int count) throws Exception {
        ExactScan exact = new ExactScan(photos.extended(), count);
        exact.search(photos.queries().get(0), K);
        Latencies.Stopwatch stopwatch = new Latencies.Stopwatch(photos.queries().size());
        List<Set<Integer>> nearest = new ArrayList<>();
        for (float[] query : photos.queries()) {
            int[] hits = stopwatch.time(() -> exact.search(query, K));
            nearest.add(withEquals(exact, query, hits));
        }
        return new Truth(nearest, stopwatch.stop());
    }

    /** The hits, and what floats cannot tell from the last of them. */
    private static Set<Integer> withEquals(ExactScan exact, float[] query, int[] hits) {
        double last = Arrays.stream(hits)
                .mapToDouble(hit -> exact.score(query, hit))
                .min()
                .orElseThrow();
        return Arrays.stream(exact.search(query, 2 * K))
                .filter(hit -> exact.score(query, hit) >= last - ROUNDING)
                .boxed()
                .collect(Collectors.toSet());
    }

    private double recall(VectorSearch search, Truth truth) throws IOException {
        int found = 0;
        for (int i = 0; i < photos.queries().size(); i++) {
            Set<Integer> hits = set(search.search(photos.queries().get(i), K));
            hits.retainAll(truth.nearest.get(i));
            found += hits.size();
        }
        return found / (double) (K * photos.queries().size());
    }

    private Latencies times(VectorSearch search) throws Exception {
        for (int i = 0; i < WARM_UP_QUERIES; i++) {
            search.search(photos.queries().get(i % photos.queries().size()), K);
        }
        Latencies.Stopwatch stopwatch =
                new Latencies.Stopwatch(rounds * photos.queries().size());
        for (int round = 0; round < rounds; round++) {
            for (float[] query : photos.queries()) {
                stopwatch.time(() -> search.search(query, K));
            }
        }
        return stopwatch.stop();
    }

    private static Set<Integer> set(int[] numbers) {
        return Arrays.stream(numbers).boxed().collect(Collectors.toSet());
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Bytes of all files under a path. */
    static long bytes(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
