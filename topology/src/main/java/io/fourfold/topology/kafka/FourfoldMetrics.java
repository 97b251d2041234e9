package io.fourfold.topology.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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
    private final Counter retries;
    private final Counter overtaken;
    private final Counter feedReadersDropped;

    public FourfoldMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.describing = Timer.builder("fourfold.photos.described")
                .description("Photos described: loaded, embedded and captioned")
                .register(registry);
        this.similarQueries = Timer.builder("fourfold.similar.queries")
                .description("Searches for similar photos in the local stores")
                .publishPercentiles(0.5, 0.99)
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
        this.retries = Counter.builder("fourfold.photos.retries")
                .description("Failed tries to describe a photo, after which it waits to be tried again")
                .register(registry);
        this.overtaken = Counter.builder("fourfold.photos.overtaken")
                .description(
                        "Photos that were not described, since a newer upload or delete of the same id was known by then")
                .register(registry);
        this.feedReadersDropped = Counter.builder("fourfold.feed.readers.dropped")
                .description("Readers of the feed that were cut off, since they did not take what they were told")
                .register(registry);
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

    /** Counts a photo that waits to be tried again. */
    public void photoWaits() {
        retries.increment();
    }

    /** Counts a photo that was dropped for a newer event of its id. */
    public void photoOvertaken() {
        overtaken.increment();
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

    /** Counts a record that went to the dead-letter topic because of this exception. */
    public void deadLetter(Throwable reason) {
        Counter.builder("fourfold.dead.letters")
                .description("Records sent to the dead-letter topic")
                .tag("reason", reason.getClass().getSimpleName())
                .register(registry)
                .increment();
    }

    /**
     * Counts a record whose timestamp could not be used.
     *
     * @param problem {@code missing}, {@code negative} or {@code future}
     */
    public void timestampRepaired(String problem) {
        Counter.builder("fourfold.timestamps.repaired")
                .description("Records read whose timestamp could not be used and that count as written when read")
                .tag("problem", problem)
                .register(registry)
                .increment();
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

    /** Counts a store that was deleted, to be restored from its changelog, since it was corrupted or too old. */
    public void storeRenewed(String store) {
        Counter.builder("fourfold.stores.renewed")
                .description("Stores deleted and restored from their changelogs, since they were corrupted or too old")
                .tag("store", store)
                .register(registry)
                .increment();
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
}
