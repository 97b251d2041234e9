package io.fourfold.bench;

import io.fourfold.infra.client.ApiClient;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.plan.FanOut;
import io.fourfold.infra.plan.Figure;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.model.linear.Vectors;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.similarity.Axes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures what {@code fourfold plan} counts with. Instances are loaded with queries, with few and with many
 * partitions, alone and beside a second one; what a query costs whatever the index is like, and what a partition and a request
 * cost, follows from the differences. All times are what the processes have computed, whatever the clock says.
 *
 * @param stack without photos, of {@value #FEW_PARTITIONS} partitions
 * @param samples photos to describe, again and again
 * @param photos in the large index
 * @param loadTime what the instances compute in each load, repeated until they are warm
 * @param progress told what is being done
 */
public record CapacityBench(
        BenchStack stack,
        ModelBundle model,
        List<PhotoFile> samples,
        int photos,
        Duration loadTime,
        Consumer<String> progress) {

    /** Partitions of every topic of the stack. */
    public static final int FEW_PARTITIONS = 4;

    private static final int MANY_PARTITIONS = 32;
    private static final int FEW_PHOTOS = 2_000;
    private static final int WARM_UP_PHOTOS = 100;
    private static final int DESCRIBED_PHOTOS = 400;
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(120);
    private static final int CONNECTIONS = 4;
    private static final int QUERIES = 200;
    private static final int SEARCHES = 1_000;
    private static final int SEARCH_WARM_UP = 2;
    private static final int SEARCH_BATCHES = 8;

    /** All figures. */
    public Map<Figure, Double> run() throws Exception {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.SEARCH, searchMillis());
        describe(figures);
        index(figures);
        return figures;
    }

    private double searchMillis() throws Exception {
        progress.accept("searching by text");
        Random random = new Random(1);
        InversionBench bench = new InversionBench(
                model,
                Stream.generate(() -> Vectors.gaussian(Network.EMBEDDING_SIZE, random))
                        .limit(TextSearch.RESCORED_PHOTOS)
                        .toList());
        bench.batched(1, SEARCH_WARM_UP);
        var machine = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = machine.getProcessCpuTime();
        bench.batched(1, SEARCH_BATCHES);
        return (machine.getProcessCpuTime() - before) / 1e6 / (SEARCH_BATCHES * InversionBench.BATCH);
    }

    private void describe(Map<Figure, Double> figures) throws Exception {
        progress.accept("describing %d photos".formatted(DESCRIBED_PHOTOS));
        BenchStack images = stack.with(Map.of(Setting.ROLES.key(), "images", Setting.THUMBNAILS.key(), "true"));
        Cluster cluster = images.cluster();
        Topics topics = cluster.topics();
        try (OutcomeCount outcomes = new OutcomeCount(
                        cluster.consumer(), List.of(topics.imageCaptioned(), topics.imageThumbnailed()), id -> true);
                InstanceProcess instance = images.instance("images")) {
            upload(cluster);
            outcomes.await(WARM_UP_PHOTOS, SILENCE_TIMEOUT);
            Duration before = instance.cpu();
            outcomes.await(DESCRIBED_PHOTOS, SILENCE_TIMEOUT);
            figures.put(Figure.PHOTO, millis(instance.cpu().minus(before)) / (DESCRIBED_PHOTOS - WARM_UP_PHOTOS));
        }
        Map<String, Long> sizes = images.topicBytes();
        figures.put(Figure.EMBEDDED, (double) sizes.get(topics.imageEmbedded()) / DESCRIBED_PHOTOS);
        figures.put(Figure.CAPTIONED, (double) sizes.get(topics.imageCaptioned()) / DESCRIBED_PHOTOS);
        figures.put(Figure.THUMBNAILED, (double) sizes.get(topics.imageThumbnailed()) / DESCRIBED_PHOTOS);
    }

    private void upload(Cluster cluster) {
        try (PhotoUploader uploader = cluster.uploader()) {
            for (int i = 0; i < DESCRIBED_PHOTOS; i++) {
                uploader.upload(
                        new PhotoFile(
                                "described-" + i,
                                samples.get(i % samples.size()).path()),
                        () -> {});
            }
            uploader.flush();
        }
    }

    private void index(Map<Figure, Double> figures) throws Exception {
        BenchPhotos like = BenchPhotos.drawn(model, QUERIES);
        BenchStack few = stack.beside("few", FEW_PARTITIONS);
        BenchStack many = stack.beside("many", MANY_PARTITIONS);
        CapacityPhotos producer = new CapacityPhotos(model, samples, like);
        producer.produce(few, FEW_PHOTOS);
        producer.produce(many, FEW_PHOTOS);

        double manyAlone = queryMillis(many, List.of("alone"));
        double manyTwo = queryMillis(many, List.of("one", "other"));
        double fewTwo = queryMillis(few, List.of("one", "other"));
        double fewAlone;
        Duration started;
        try (InstanceProcess instance = few.instance("alone")) {
            few.awaitIndexed(List.of(instance), FEW_PHOTOS);
            started = instance.cpu();
            fewAlone = load(List.of(instance), FEW_PHOTOS);
            figures.put(Figure.INSTANCE_HEAP, (double) instance.liveHeapBytes());
            progress.accept("indexing %,d photos".formatted(photos));
            Duration before = instance.cpu();
            producer.produce(few, photos);
            few.awaitIndexed(List.of(instance), photos);
            figures.put(Figure.INDEX, millis(instance.cpu().minus(before)) / photos);
            figures.put(
                    Figure.INDEX_HEAP,
                    new ApiClient(instance.management()).metric("fourfold_index_memory_bytes") / photos);
        }
        Path state = few.state("alone");
        figures.put(Figure.INDEX_DISK, (double) IndexBench.bytes(state) / photos);
        progress.accept("starting again with the stores");
        figures.put(Figure.OPEN, millis(startCpu(few).minus(started)) / photos);
        progress.accept("starting again without them");
        ScratchDirectory.delete(state);
        figures.put(Figure.RESTORE, millis(startCpu(few).minus(started)) / photos);
        figures.putAll(QueryCosts.of(
                FEW_PARTITIONS,
                MANY_PARTITIONS,
                FEW_PHOTOS,
                new QueryCosts.Times(fewAlone, manyAlone, fewTwo, manyTwo),
                scanNanos(like)));
    }

    /** What a photo adds to the search of a store: from a store with all photos and one with a tenth. */
    private double scanNanos(BenchPhotos like) throws IOException {
        progress.accept("searching stores");
        int tenth = photos / 10;
        return (searchNanos(like, photos) - searchNanos(like, tenth)) / (photos - tenth);
    }

    /** Processor time of a search, on this thread. */
    private double searchNanos(BenchPhotos like, int count) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Axes axes = new Axes(Network.EMBEDDING_SIZE, model.principalAxes(Axes.MOST));
        Path directory = Files.createTempDirectory(stack.directory(), "store");
        try (StoreUnderTest store = new StoreUnderTest(directory, axes)) {
            store.restore(like.extended(), count);
            search(store, like);
            long before = threads.getCurrentThreadCpuTime();
            search(store, like);
            return (double) (threads.getCurrentThreadCpuTime() - before) / SEARCHES;
        }
    }

    private static void search(StoreUnderTest store, BenchPhotos like) {
        for (int i = 0; i < SEARCHES; i++) {
            store.search(like.queries().get(i % like.queries().size()), FanOut.HITS);
        }
    }

    private double queryMillis(BenchStack deployment, List<String> names) throws Exception {
        progress.accept(
                "queries on " + deployment.config().topics().prefix() + " partitions, instances: " + names.size());
        List<InstanceProcess> instances = new ArrayList<>();
        try {
            for (String name : names) {
                instances.add(deployment.instance(name));
            }
            deployment.awaitShared(instances, FEW_PHOTOS);
            return load(instances, FEW_PHOTOS);
        } finally {
            for (InstanceProcess instance : instances) {
                instance.close();
            }
        }
    }

    private double load(List<InstanceProcess> instances, int indexed) throws Exception {
        return QueryLoad.run(instances, indexed, CONNECTIONS, loadTime).cpuMillis();
    }

    /** Processor time from an instance's start until it answers for all photos. */
    private Duration startCpu(BenchStack few) throws Exception {
        try (InstanceProcess instance = few.instance("alone")) {
            few.awaitIndexed(List.of(instance), photos);
            return instance.cpu();
        }
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
