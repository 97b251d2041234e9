package io.fourfold.topology.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.testing.TopicContent;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
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

    @Test
    void shouldTellWhyTheWordsAreNotPublishedUntilTheyAre() {
        AtomicReference<RuntimeException> refusal =
                new AtomicReference<>(new TopicAuthorizationException(Set.of(TestWords.TOPIC)));
        WordPublisher publisher = new WordPublisher(
                TestWords.TOPIC,
                () -> {
                    Optional.ofNullable(refusal.get()).ifPresent(e -> {
                        throw e;
                    });
                    return new TopicContent(TestWords.TOPIC).consumer();
                },
                () -> producer,
                TestWords.serde().serializer());

        try (WordPublication publication =
                new WordPublication(publisher, new TestNetwork(), Duration.ofMillis(1), new Random(1))) {
            publication.start();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(publication.troubles())
                            .singleElement()
                            .satisfies(trouble -> {
                                assertThat(trouble.exception()).contains("TopicAuthorizationException");
                                assertThat(trouble.times()).isGreaterThan(2);
                            }));

            refusal.set(null);
            Awaitility.await().until(() -> publication.troubles().isEmpty());
        }
    }

    private Producer<String, byte[]> fencedAtFirst() {
        if (attempts.incrementAndGet() == 1) {
            throw new ProducerFencedException("another instance has begun");
        }
        return producer;
    }
}
