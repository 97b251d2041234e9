package io.fourfold.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.testing.TopicContent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {

    private static final String TOPIC = "any";

    private final TopicContent content = new TopicContent(TOPIC);

    @BeforeEach
    void fill() {
        content.add("a", new byte[] {1});
        content.add("b", null);
    }

    @Test
    void shouldReadTheTopicFromItsBeginningToItsEnd() {
        Events events = new Events(0);
        try (TopicFollower follower = follower(events)) {
            follower.start();

            Awaitility.await().until(() -> events.seen.contains("up to date"));
        }
        assertThat(events.seen).containsExactly("beginning", "a", "b deleted", "up to date");
    }

    @Test
    void shouldBeginAgainAfterAFailure() {
        Events events = new Events(1);
        try (TopicFollower follower = follower(events)) {
            follower.start();

            Awaitility.await().until(() -> events.seen.contains("up to date"));
        }
        assertThat(events.seen).containsExactly("beginning", "beginning", "a", "b deleted", "up to date");
    }

    private TopicFollower follower(Events events) {
        return new TopicFollower(TOPIC, content::consumer, events, Duration.ofMillis(1));
    }

    private static final class Events implements TopicFollower.Listener {

        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final AtomicInteger failuresLeft;

        private Events(int failures) {
            this.failuresLeft = new AtomicInteger(failures);
        }

        @Override
        public void beginning() {
            seen.add("beginning");
        }

        @Override
        public void read(ConsumerRecord<String, byte[]> entry) {
            if (failuresLeft.getAndDecrement() > 0) {
                throw new IllegalStateException("the registry is down");
            }
            seen.add(entry.key() + (entry.value() == null ? " deleted" : ""));
        }

        @Override
        public void upToDate() {
            seen.add("up to date");
        }
    }
}
