package io.fourfold.topology.map;

import io.fourfold.topology.error.NotReadyException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A map that is drawn in the background when it is first asked for, and again when it is old. */
final class RedrawnMap {

    private static final Logger LOG = LoggerFactory.getLogger(RedrawnMap.class);

    private final Executor executor;
    private final Duration validity;
    private final LongSupplier nanoTime;
    private DrawnMap drawn;
    private long drawnAt;
    private boolean drawing;

    /**
     * @param validity how long a map is good for; it is still shown while the next one is drawn
     */
    RedrawnMap(Executor executor, Duration validity, LongSupplier nanoTime) {
        this.executor = executor;
        this.validity = validity;
        this.nanoTime = nanoTime;
    }

    /**
     * The map of a network's vectors.
     *
     * @param source what it is drawn of, asked only when it is to be drawn
     * @throws NotReadyException if there is none yet
     */
    synchronized DrawnMap get(String modelVersion, Supplier<DrawnMap.Labelled> source) {
        boolean ofVersion = drawn != null && drawn.modelVersion().equals(modelVersion);
        boolean old = ofVersion && nanoTime.getAsLong() - drawnAt > validity.toNanos();
        if (!drawing && (!ofVersion || old)) {
            DrawnMap.Labelled labelled = source.get();
            drawing = true;
            executor.execute(() -> draw(modelVersion, labelled));
        }
        if (!ofVersion) {
            throw new NotReadyException("The map is being drawn; that takes some seconds");
        }
        return drawn;
    }

    private void draw(String modelVersion, DrawnMap.Labelled labelled) {
        try {
            show(DrawnMap.of(modelVersion, labelled));
        } catch (RuntimeException e) {
            LOG.error("The map of {} vectors cannot be drawn", labelled.labels().size(), e);
        } finally {
            finish();
        }
    }

    private synchronized void show(DrawnMap map) {
        drawn = map;
        drawnAt = nanoTime.getAsLong();
    }

    private synchronized void finish() {
        drawing = false;
    }
}
