package io.fourfold.topology.map;

import io.fourfold.model.Network;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.shard.Indexes;
import io.fourfold.topology.similarity.Visibility;
import io.fourfold.topology.words.VersionedWords;
import io.fourfold.topology.words.WordStore;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Maps of the words and of the photos, drawn one at a time in the background. */
public final class Maps implements AutoCloseable {

    /** Most words of a map. */
    public static final int MAX_WORDS = 2_500;

    /** Most photos of a map. */
    public static final int MAX_PHOTOS = 5_000;

    private static final Duration WORDS_VALIDITY = Duration.ofDays(1);
    private static final Duration PHOTOS_VALIDITY = Duration.ofMinutes(10);

    private final WordStore words;
    private final Indexes indexes;
    private final Supplier<Network> inService;
    private final ExecutorService executor;
    private final RedrawnMap wordMap;
    private final VisibleMaps photoMaps;

    /**
     * @param inService the network whose photos are drawn
     * @param nanoTime clock of a map's age
     */
    public Maps(WordStore words, Indexes indexes, Supplier<Network> inService, LongSupplier nanoTime) {
        this.words = words;
        this.indexes = indexes;
        this.inService = inService;
        this.executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "fourfold-maps");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        });
        this.wordMap = new RedrawnMap(executor, WORDS_VALIDITY, nanoTime);
        this.photoMaps = new VisibleMaps(() -> new RedrawnMap(executor, PHOTOS_VALIDITY, nanoTime));
    }

    /**
     * The most frequent words.
     *
     * @throws NotReadyException if nothing is drawn yet, or the words have not arrived
     */
    public DrawnMap words() {
        VersionedWords current = words.words();
        return wordMap.get(current.modelVersion(), new FrequentWords(current.vectors(), MAX_WORDS));
    }

    /**
     * Photos of the whole index, all if they are few.
     *
     * @param visibility drawn as if there were none but those that it covers
     * @throws NotReadyException if nothing is drawn yet, or the index does not answer
     */
    public DrawnMap photos(Visibility visibility) {
        String modelVersion = inService.get().version();
        return photoMaps
                .of(visibility)
                .get(
                        modelVersion,
                        new PhotoSample(
                                indexes.ofModel(modelVersion).visibleTo(visibility),
                                Network.EMBEDDING_SIZE,
                                MAX_PHOTOS));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
