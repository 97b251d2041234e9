package io.fourfold.infra.reindex;

import io.fourfold.topology.models.Models;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Waits until a network can take over. */
public final class Catchup {

    private static final Duration PAUSE = Duration.ofMillis(500);

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
}
