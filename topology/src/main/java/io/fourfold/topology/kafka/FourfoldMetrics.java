package io.fourfold.topology.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** This project's own metrics, beside those of Kafka Streams and the JVM. */
public final class FourfoldMetrics {

    /** Kafka Streams hands this object to the exception handlers, which it makes itself, under this key. */
    public static final String CONFIG_KEY = "fourfold.metrics";

    private final MeterRegistry registry;
    private final Timer describing;
    private final Timer similarQueries;
    private final Counter incompleteAnswers;
    private final Counter deleted;
    private final Counter nothingToDelete;
    private final Counter unreadableWords;
    private final Counter misplaced;
    private final Counter outdated;
    private final Counter feedReadersDropped;
    private final Map<PhotoOutcome, Counter> photos;
    private final Map<PhotoStage, Timer> stages;

    public FourfoldMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.describing = LatencyTimer.named(
                        "fourfold.photos.described", "Photos described: decoded, embedded and captioned")
                .register(registry);
        this.similarQueries = LatencyTimer.named(
                        "fourfold.similar.queries", "Searches for similar photos in the local stores")
                .register(registry);
        this.incompleteAnswers = Counter.builder("fourfold.answers.incomplete")
                .description("Answered searches that lacked a partition of the index")
                .register(registry);
        this.deleted = Counter.builder("fourfold.photos.deleted")
                .description("Photos deleted from the similarity index")
                .register(registry);
        this.nothingToDelete = Counter.builder("fourfold.photos.nothing.to.delete")
                .description("Deletes of photos that the similarity index does not have")
                .register(registry);
        this.misplaced = Counter.builder("fourfold.uploads.misplaced")
                .description("Uploads and deletes in another partition than Kafka's default partitioner would choose")
                .register(registry);
        this.outdated = Counter.builder("fourfold.uploads.outdated")
                .description("Misplaced uploads that were dropped, since a later delete of the photo had been read")
                .register(registry);
        this.feedReadersDropped = Counter.builder("fourfold.feed.readers.dropped")
                .description("Readers of the feed that were cut off, since they did not take what they were told")
                .register(registry);
        // Prometheus sees no increase of what is there only once it has happened.
        List.of("missing", "negative", "future").forEach(this::timestampsRepaired);
        this.photos = counters(registry);
        this.stages = timers(registry);
        this.unreadableWords = Counter.builder("fourfold.words.unreadable")
                .description("Records of the word topic that could not be read and were passed over")
                .register(registry);
    }

    /** Where all metrics are registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Runs and times the description of one photo; counts it only if it succeeds. */
    public <T> T describing(Supplier<T> description) {
        Timer.Sample sample = Timer.start(registry);
        T described = description.get();
        sample.stop(describing);
        return described;
    }

    /** Runs and times a search for similar photos. */
    public <T> T searching(Supplier<T> search) {
        return similarQueries.record(search);
    }

    public void incompleteAnswer() {
        incompleteAnswers.increment();
    }

    public void photoDeleted() {
        deleted.increment();
    }

    public void nothingToDelete() {
        nothingToDelete.increment();
    }

    /** Counts what became of an upload or delete. */
    public void photo(PhotoOutcome outcome) {
        photos.get(outcome).increment();
    }

    /** How long a stage of describing photos takes; see {@link PhotoStage}. */
    public Timer stage(PhotoStage stage) {
        return stages.get(stage);
    }

    /**
     * Times a caption that whoever reads committed records sees.
     *
     * @param modelVersion network that described the photo
     * @param delay since the upload's timestamp
     */
    public void captioned(String modelVersion, Duration delay) {
        LatencyTimer.ofDelay(
                        "fourfold.captions.delay", "From an upload's timestamp to its committed captions in the index")
                .tag("network", modelVersion)
                .register(registry)
                .record(delay);
    }

    /**
     * Publishes how many photos of a task wait to be tried again, and for how many seconds the first of them, asked for at
     * each scrape.
     *
     * @return ends the publication
     */
    public Runnable waiting(String modelVersion, String task, Supplier<Number> count, Supplier<Number> oldestSeconds) {
        Tags tags = Tags.of("network", modelVersion, "task", task);
        Gauge counts = Gauge.builder("fourfold.photos.waiting", count)
                .description("Photos that wait to be tried again")
                .tags(tags)
                .register(registry);
        Gauge oldest = Gauge.builder("fourfold.photos.waiting.oldest", oldestSeconds)
                .description("How long ago the first try failed of the photo that has waited for longest")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
        return () -> {
            registry.remove(counts);
            registry.remove(oldest);
        };
    }

    /** Counts a reader of the feed that was too slow. */
    public void feedReaderDropped() {
        feedReadersDropped.increment();
    }

    /** Publishes how many stores of photos are away, asked for at each scrape. */
    public void storesAway(String modelVersion, Supplier<Number> count) {
        Gauge.builder("fourfold.photo.stores.away", count)
                .description("Stores of photos that are not asked for now, since most photos could not be fetched")
                .tag("network", modelVersion)
                .register(registry);
    }

    /**
     * Counts a record that went to the dead-letter topic because of an exception.
     *
     * @param application id of the application that could not handle it
     */
    public void deadLetter(Throwable reason, String application) {
        Counter.builder("fourfold.dead.letters")
                .description("Records sent to the dead-letter topic")
                .tag("reason", reason.getClass().getSimpleName())
                .tag("application", application)
                .register(registry)
                .increment();
    }

    /**
     * Counts a record whose timestamp could not be used.
     *
     * @param problem {@code missing}, {@code negative} or {@code future}
     */
    public void timestampRepaired(String problem) {
        timestampsRepaired(problem).increment();
    }

    private Counter timestampsRepaired(String problem) {
        return Counter.builder("fourfold.timestamps.repaired")
                .description("Records read whose timestamp could not be used and that count as written when read")
                .tag("problem", problem)
                .register(registry);
    }

    /** Counts an upload in another partition than its key's. */
    public void misplacedUpload() {
        misplaced.increment();
    }

    /** Counts an upload that was moved to its partition and found a later delete of its photo there. */
    public void outdatedUpload() {
        outdated.increment();
    }

    /** Counts a record of the word topic that could not be read. */
    public void unreadableWord() {
        unreadableWords.increment();
    }

    /** Counts stores that are deleted, to be restored from their changelogs, since they are corrupted or too old. */
    public Counter storesRenewed(String store) {
        return Counter.builder("fourfold.stores.renewed")
                .description("Stores deleted and restored from their changelogs, since they were corrupted or too old")
                .tag("store", store)
                .register(registry);
    }

    /**
     * Publishes how old a store is, asked for at each scrape.
     *
     * @param task the Kafka Streams task that the store belongs to
     * @param ratio time since its last commit, as a share of the age at which it begins anew
     * @return ends the publication
     */
    public Runnable storeAge(String store, String task, Supplier<Number> ratio) {
        Gauge gauge = Gauge.builder("fourfold.stores.age.ratio", ratio)
                .description("Time since a store's last commit, as a share of what its topics' tombstones allow")
                .tag("store", store)
                .tag("task", task)
                .register(registry);
        return () -> registry.remove(gauge);
    }

    /** Publishes the number of photos in the local similarity stores, asked for at each scrape. */
    public void indexedPhotos(Supplier<Number> count) {
        Gauge.builder("fourfold.photos.indexed", count)
                .description("Photos in the similarity stores of this instance")
                .register(registry);
    }

    /**
     * Publishes the heap bytes of one similarity store's vectors, asked for at each scrape.
     *
     * @param task the Kafka Streams task that the store belongs to
     * @return ends the publication
     */
    public Runnable indexMemory(String task, Supplier<Number> bytes) {
        Gauge gauge = Gauge.builder("fourfold.index.memory", bytes)
                .description("Heap memory of a similarity store's vectors")
                .baseUnit("bytes")
                .tag("task", task)
                .register(registry);
        return () -> registry.remove(gauge);
    }

    private static Map<PhotoOutcome, Counter> counters(MeterRegistry registry) {
        Map<PhotoOutcome, Counter> counters = new EnumMap<>(PhotoOutcome.class);
        for (PhotoOutcome outcome : PhotoOutcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("fourfold.photos")
                            .description(
                                    "Uploads and deletes by what became of them; a photo that waits counts once for each try")
                            .tag("outcome", outcome.label())
                            .register(registry));
        }
        return counters;
    }

    private static Map<PhotoStage, Timer> timers(MeterRegistry registry) {
        Map<PhotoStage, Timer> timers = new EnumMap<>(PhotoStage.class);
        for (PhotoStage stage : PhotoStage.values()) {
            timers.put(
                    stage,
                    LatencyTimer.named("fourfold.photos.stages", "Stages of describing a photo")
                            .tag("stage", stage.label())
                            .register(registry));
        }
        return timers;
    }
}
