package io.fourfold.infra.reindex;

import io.fourfold.topology.models.Models;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Waits until a network can take over. */
public final class Catchup {

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Photos that are being fetched when all uploads have been read come one after the other, unless they have to wait. */
    private static final Duration NEXT_WITHIN = Duration.ofSeconds(15);

    private final Reindex reindex;

    public Catchup(Reindex reindex) {
        this.reindex = reindex;
    }

    /**
     * Returns when a network has described and indexed all that the one in service has.
     *
     * @param shown is told how far it is, again and again
     */
    public void await(Models models, String version, Consumer<Reindex.Progress> shown) throws InterruptedException {
        Reindex.Progress progress = reindex.progress(models, version);
        shown.accept(progress);
        while (!progress.level()) {
            Thread.sleep(PAUSE.toMillis());
            progress = reindex.progress(models, version);
            shown.accept(progress);
        }
        // Results go on to arrive; those that are there now count.
        Map<TopicPartition, Long> ends = reindex.resultEnds(version);
        while (!reindex.indexed(models, version, ends)) {
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /**
     * Ids of the photos that the network in service has described, and this one has not even after a while: their last upload
     * is broken, or their file is gone or waits to be fetched.
     */
    public SortedSet<String> missing(Models models, String version) throws InterruptedException {
        Instant end = Instant.now().plus(NEXT_WITHIN);
        SortedSet<String> missing = reindex.missing(models, version);
        while (!missing.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(PAUSE.toMillis());
            // What the network in service has described meanwhile is not missing but new.
            if (missing.retainAll(reindex.missing(models, version))) {
                end = Instant.now().plus(NEXT_WITHIN);
            }
        }
        return missing;
    }
}
