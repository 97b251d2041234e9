package io.fourfold.topology.map;

import io.fourfold.topology.error.NotReadyException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A map that is drawn in the background when it is first asked for. Later it is asked for what has come and gone: newcomers
 * are put among their neighbours at once, and the map is drawn on from where its points are.
 */
final class RedrawnMap {

    private static final Logger LOG = LoggerFactory.getLogger(RedrawnMap.class);

    /** How often the source is asked at most, if it answers at once. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /** The pause between, by the time that the source takes to answer. */
    private static final int TIMES_ITS_TIME = 20;

    private static final Duration BETWEEN_DRAWINGS = Duration.ofSeconds(5);
    private static final int STEPS_OF_A_SKETCH = 25;

    private final Executor executor;
    private final Duration validity;
    private final LongSupplier nanoTime;
    private String modelVersion;
    private Layout layout;
    private OptionalDouble trustworthiness = OptionalDouble.empty();
    private double progress;
    private boolean drawing;
    private boolean changed;
    private boolean closed;
    private long drawnAt;
    private long lookAgainAt;

    /**
     * @param validity how long a drawing is good for although nothing comes or goes; photos may be replaced by others
     */
    RedrawnMap(Executor executor, Duration validity, LongSupplier nanoTime) {
        this.executor = executor;
        this.validity = validity;
        this.nanoTime = nanoTime;
    }

    /**
     * The map of a network's vectors.
     *
     * @param source what it is drawn of
     * @throws NotReadyException if nothing of it is drawn yet
     */
    synchronized DrawnMap get(String version, MapSource source) {
        if (!version.equals(modelVersion)) {
            modelVersion = version;
            layout = null;
            trustworthiness = OptionalDouble.empty();
        }
        if (layout != null) {
            keepUp(source);
        } else if (!drawing) {
            begin(source.vectors(source.labels().labels()), Optional.empty());
        }
        if (layout == null) {
            throw new NotReadyException("The map is being drawn; that takes some seconds");
        }
        return new DrawnMap(version, layout.points(), drawing ? progress : 1, trustworthiness);
    }

    /** Ends its drawing. */
    synchronized void close() {
        closed = true;
    }

    private void keepUp(MapSource source) {
        try {
            if (nanoTime.getAsLong() - lookAgainAt >= 0) {
                look(source);
            }
            if (!drawing && isOld()) {
                drawOn(source);
            }
        } catch (NotReadyException e) {
            LOG.debug("The map is shown as it was: {}", e.getMessage());
        }
    }

    /** Takes away what has gone, and places what has come. */
    private void look(MapSource source) {
        long start = nanoTime.getAsLong();
        MapSource.Labels there = source.labels();
        Set<String> come = new HashSet<>(there.labels());
        come.removeAll(layout.labels());
        Set<String> gone = there.complete() ? layout.labels() : new HashSet<>();
        gone.removeAll(there.labels());
        LabelledVectors newcomers = source.vectors(come);
        layout = layout.without(gone).with(newcomers);
        changed |= !newcomers.labels().isEmpty() || !gone.isEmpty();
        long end = nanoTime.getAsLong();
        lookAgainAt = end + Math.max(BETWEEN_LOOKS.toNanos(), TIMES_ITS_TIME * (end - start));
    }

    private boolean isOld() {
        Duration limit = changed ? BETWEEN_DRAWINGS : validity;
        return nanoTime.getAsLong() - drawnAt > limit.toNanos();
    }

    /** Not while some do not answer: they would be missing until the next time. */
    private void drawOn(MapSource source) {
        MapSource.Labels there = source.labels();
        LabelledVectors vectors = source.vectors(there.labels());
        if (there.complete() && vectors.labels().size() == there.labels().size()) {
            begin(vectors, layout.placesOf(vectors));
        } else {
            changed = true;
            drawnAt = nanoTime.getAsLong();
        }
    }

    /** @param places to go on from */
    private void begin(LabelledVectors vectors, Optional<double[][]> places) {
        String version = modelVersion;
        drawing = true;
        changed = false;
        progress = 0;
        executor.execute(() -> draw(version, vectors, places));
    }

    private void draw(String version, LabelledVectors vectors, Optional<double[][]> places) {
        try {
            TSne tSne = places.map(start -> TSne.from(vectors.vectors(), start))
                    .orElseGet(() -> TSne.of(vectors.vectors()));
            do {
                for (int i = 0; i < STEPS_OF_A_SKETCH && tSne.progress() < 1; i++) {
                    tSne.advance();
                }
            } while (show(version, Layout.of(vectors, tSne.places()), tSne.progress()) && tSne.progress() < 1);
            measured(version, Trustworthiness.of(vectors.vectors(), tSne.places()));
        } catch (RuntimeException e) {
            LOG.error("The map of {} vectors cannot be drawn", vectors.labels().size(), e);
        } finally {
            finish();
        }
    }

    /** @return whether anybody will ask for more */
    private synchronized boolean show(String version, Layout sketch, double done) {
        boolean wanted = !closed
                && version.equals(modelVersion)
                && !Thread.currentThread().isInterrupted();
        if (wanted) {
            layout = sketch;
            progress = done;
            lookAgainAt = nanoTime.getAsLong();
        }
        return wanted;
    }

    private synchronized void measured(String version, OptionalDouble measure) {
        if (version.equals(modelVersion)) {
            trustworthiness = measure;
        }
    }

    private synchronized void finish() {
        drawing = false;
        drawnAt = nanoTime.getAsLong();
    }
}
