package io.fourfold.topology.words;

import io.fourfold.model.Network;
import io.fourfold.topology.error.Failure;
import io.fourfold.topology.error.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes a network's words in the background, again and again until that has succeeded. */
public final class WordPublication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WordPublication.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final WordPublisher publisher;
    private final Network network;
    private final Duration pause;
    private final Random random;
    private final Failures failures = new Failures(System::nanoTime, Map::of);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::publish, "publishes-words");

    /**
     * @param pause shortest pause after a failure
     * @param random makes the pause up to three times as long, so that instances do not get into each other's way again
     */
    public WordPublication(WordPublisher publisher, Network network, Duration pause, Random random) {
        this.publisher = publisher;
        this.network = network;
        this.pause = pause;
        this.random = random;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Why the words are not published yet. */
    public List<Failure> troubles() {
        return failures.current();
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish() {
        do {
            try {
                int written = publisher.publish(network.version(), network.vocabulary());
                failures.over();
                LOG.info("Published the words of network {}: {} records written", network.version(), written);
                return;
            } catch (RuntimeException e) {
                failures.record(e);
                LOG.info("The words were not published, another try follows: {}", e.getMessage());
            }
        } while (!closedAfterPause());
    }

    private boolean closedAfterPause() {
        try {
            return closed.await((long) (pause.toMillis() * (1 + 2 * random.nextDouble())), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
