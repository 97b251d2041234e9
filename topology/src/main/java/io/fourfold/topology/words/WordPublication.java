package io.fourfold.topology.words;

import io.fourfold.model.Network;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes a network's words in the background, again and again until that has succeeded. */
public final class WordPublication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WordPublication.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final WordPublisher publisher;
    private final Network network;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::publish, "publishes-words");

    /**
     * @param pause after a failure
     */
    public WordPublication(WordPublisher publisher, Network network, Duration pause) {
        this.publisher = publisher;
        this.network = network;
        this.pause = pause;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
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
                LOG.info("Published the words of network {}: {} records written", network.version(), written);
                return;
            } catch (KafkaException e) {
                LOG.warn("The words were not published; again in {} ms: {}", pause.toMillis(), e.getMessage());
            }
        } while (!closedAfterPause());
    }

    private boolean closedAfterPause() {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
