package io.fourfold.topology.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.testing.TopicContent;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WordPublicationTest {

    private final AtomicInteger attempts = new AtomicInteger();
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

    @Test
    void shouldTryAgainAfterAnotherInstanceWasInTheWay() {
        TopicContent topic = new TopicContent(TestWords.TOPIC);
        WordPublisher publisher = new WordPublisher(
                TestWords.TOPIC,
                topic::consumer,
                this::fencedAtFirst,
                TestWords.serde().serializer());

        try (WordPublication publication =
                new WordPublication(publisher, new TestNetwork(), Duration.ofMillis(1), new Random(1))) {
            publication.start();

            Awaitility.await().until(producer::commitCount, commits -> commits == 1);
        }
        assertThat(attempts).hasValue(2);
        assertThat(producer.history()).hasSameSizeAs(new TestNetwork().vocabulary());
    }

    private Producer<String, byte[]> fencedAtFirst() {
        if (attempts.incrementAndGet() == 1) {
            throw new ProducerFencedException("another instance has begun");
        }
        return producer;
    }
}
