package io.fourfold.topology.words;

import io.fourfold.model.Network;
import io.fourfold.model.words.LearnedWord;
import io.fourfold.schemas.WordEmbedded;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.testing.TestDriver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;

/** Word records, and stores that have read some. */
public final class TestWords {

    static final String TOPIC = TestDriver.TOPICS.wordEmbedded();

    private static final Serde<WordEmbedded> SERDE = TestDriver.serdes("words").forValues();

    private TestWords() {}

    /** A store that has read nothing. */
    public static WordStore emptyStore() {
        return store(new FourfoldMetrics(new SimpleMeterRegistry()));
    }

    /** A store that has read all words of a network. */
    public static WordStore storeOf(Network network) {
        WordStore store = emptyStore();
        store.beginning();
        List<LearnedWord> words = network.vocabulary();
        words.forEach(word -> store.read(entry(word, network.version(), words.size())));
        store.upToDate();
        return store;
    }

    static WordStore store(FourfoldMetrics metrics) {
        return new WordStore(SERDE.deserializer(), metrics);
    }

    static Serde<WordEmbedded> serde() {
        return SERDE;
    }

    static ConsumerRecord<String, byte[]> entry(LearnedWord word, String modelVersion, int vocabularySize) {
        return entry(word.word(), bytes(word, modelVersion, vocabularySize));
    }

    static ConsumerRecord<String, byte[]> entry(String word, byte[] value) {
        return new ConsumerRecord<>(TOPIC, 0, 0, word, value);
    }

    static byte[] bytes(LearnedWord word, String modelVersion, int vocabularySize) {
        return SERDE.serializer()
                .serialize(
                        TOPIC,
                        new WordEmbedded(AvroVector.of(word.vector()), word.count(), modelVersion, vocabularySize));
    }
}
