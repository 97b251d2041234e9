package io.fourfold.bench;

import io.fourfold.model.linear.Vectors;
import io.fourfold.model.words.WordVectors;
import io.fourfold.topology.map.TSne;
import io.fourfold.topology.map.Trustworthiness;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Layouts of the same vectors by {@link TSne} and by {@link ExactTSne}, one after the other on one thread, whose processor
 * time is taken: what else runs on the machine may change between them.
 */
public final class MapBench {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP_POINTS = 500;
    private static final long SEED = 1;

    private final float[][] vectors;

    /** @param vectors {@code [points, size]} */
    private MapBench(float[][] vectors) {
        this.vectors = vectors;
        scalable(Arrays.copyOf(vectors, Math.min(WARM_UP_POINTS, vectors.length)));
        ExactTSne.layOut(Arrays.copyOf(vectors, Math.min(WARM_UP_POINTS, vectors.length)), new Random(SEED));
    }

    /** Lays out so many photos. */
    public static MapBench ofPhotos(BenchPhotos photos, int count) {
        PhotoVectors extended = photos.extended();
        return new MapBench(IntStream.range(0, count)
                .mapToObj(extended::vector)
                .map(Vectors::unit)
                .toArray(float[][]::new));
    }

    /** Lays out so many words, the most frequent ones. */
    public static MapBench ofWords(WordVectors words, int count) {
        return new MapBench(
                words.words().stream().limit(count).map(words::vector).toArray(float[][]::new));
    }

    /**
     * A layout.
     *
     * @param seconds of the processor
     * @param trustworthiness at {@link Trustworthiness#NEIGHBOURS} neighbours
     */
    public record Layout(double seconds, double trustworthiness) {}

    /** Lays the points out by what the maps use. */
    public Layout scalable() {
        long start = THREADS.getCurrentThreadCpuTime();
        double[][] places = scalable(vectors);
        return measured(start, places);
    }

    /** Lays them out by comparing each two points in each step. */
    public Layout exact() {
        long start = THREADS.getCurrentThreadCpuTime();
        double[][] points = ExactTSne.layOut(vectors, new Random(SEED));
        double[][] places = {
            Arrays.stream(points).mapToDouble(point -> point[0]).toArray(),
            Arrays.stream(points).mapToDouble(point -> point[1]).toArray()
        };
        return measured(start, places);
    }

    private static double[][] scalable(float[][] vectors) {
        TSne layout = TSne.of(vectors);
        while (layout.progress() < 1) {
            layout.advance();
        }
        return layout.places();
    }

    private Layout measured(long start, double[][] places) {
        double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
        return new Layout(seconds, Trustworthiness.of(vectors, places).orElseThrow());
    }
}
