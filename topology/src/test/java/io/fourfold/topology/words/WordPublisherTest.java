package io.fourfold.topology.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.words.LearnedWord;
import io.fourfold.topology.testing.TopicContent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class WordPublisherTest {

    private static final LearnedWord SUN = new LearnedWord("sun", 3, new float[] {1, 0});
    private static final LearnedWord MOON = new LearnedWord("moon", 2, new float[] {1, 1});

    private final TopicContent topic = new TopicContent(TestWords.TOPIC);
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final WordPublisher publisher = new WordPublisher(
            TestWords.TOPIC, topic::consumer, () -> producer, TestWords.serde().serializer());

    @Test
    void shouldPublishEveryWordInOneTransaction() {
        int written = publisher.publish("one", List.of(SUN, MOON));

        assertThat(written).isEqualTo(2);
        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(published().keySet()).containsExactlyInAnyOrder("sun", "moon");
        assertThat(published().get("sun")).isEqualTo(TestWords.bytes(SUN, "one", 2));
    }

    @Test
    void shouldWriteNothingIfTheTopicHasTheWords() {
        topic.add("sun", TestWords.bytes(SUN, "one", 2));
        topic.add("moon", TestWords.bytes(MOON, "one", 2));

        assertThat(publisher.publish("one", List.of(SUN, MOON))).isZero();
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldReplaceTheWordsOfAnotherNetwork() {
        topic.add("sun", TestWords.bytes(SUN, "one", 1));

        publisher.publish("two", List.of(SUN));

        assertThat(published()).containsOnlyKeys("sun");
        assertThat(published().get("sun")).isEqualTo(TestWords.bytes(SUN, "two", 1));
    }

    @Test
    void shouldDeleteWordsThatTheNetworkDoesNotKnow() {
        topic.add("sun", TestWords.bytes(SUN, "one", 1));
        topic.add("moon", TestWords.bytes(MOON, "one", 1));

        publisher.publish("one", List.of(SUN));

        assertThat(producer.history()).singleElement().satisfies(sent -> {
            assertThat(sent.key()).isEqualTo("moon");
            assertThat(sent.value()).isNull();
        });
    }

    @Test
    void shouldNotDeleteAWordAgain() {
        topic.add("sun", TestWords.bytes(SUN, "one", 1));
        topic.add("moon", TestWords.bytes(MOON, "one", 1));
        topic.add("moon", null);

        assertThat(publisher.publish("one", List.of(SUN))).isZero();
    }

    @Test
    void shouldReplaceARecordThatCannotBeRead() {
        topic.add("sun", new byte[] {1, 2, 3});

        publisher.publish("one", List.of(SUN));

        assertThat(published().get("sun")).isEqualTo(TestWords.bytes(SUN, "one", 1));
    }

    private Map<String, byte[]> published() {
        return producer.history().stream().collect(Collectors.toMap(ProducerRecord::key, ProducerRecord::value));
    }
}
