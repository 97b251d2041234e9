package io.fourfold.topology.words;

import io.fourfold.model.words.LearnedWord;
import io.fourfold.schemas.WordEmbedded;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.kafka.TopicReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes the word topic say what a network knows, in one transaction: readers see all of its words or none, and a word that
 * it does not know is deleted. Any number of instances may try: the transactional id lets only the last one to begin go
 * on, and one that finds everything there writes nothing.
 *
 * @param consumers of committed records, without a group
 * @param producers all with the same transactional id
 */
public record WordPublisher(
        String topic,
        Supplier<Consumer<String, byte[]>> consumers,
        Supplier<Producer<String, byte[]>> producers,
        Serializer<WordEmbedded> serializer) {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Transactional id of all who publish words. */
    public static String transactionalId(String applicationIdPrefix) {
        return applicationIdPrefix + "-words";
    }

    /**
     * Writes what the topic lacks.
     *
     * @return number of records written; 0 if the topic has all the words and no others
     * @throws KafkaException if that failed, also because another instance has begun; nothing is visible then
     */
    public int publish(String modelVersion, List<LearnedWord> vocabulary) {
        Map<String, byte[]> wanted = wanted(modelVersion, vocabulary);
        if (changes(published(), wanted).isEmpty()) {
            return 0;
        }
        try (Producer<String, byte[]> producer = producers.get()) {
            producer.initTransactions();
            // Again, since whoever was at it has committed now or never will.
            Map<String, byte[]> changes = changes(published(), wanted);
            if (changes.isEmpty()) {
                return 0;
            }
            producer.beginTransaction();
            changes.forEach((word, value) -> producer.send(new ProducerRecord<>(topic, word, value)));
            producer.commitTransaction();
            return changes.size();
        }
    }

    /** Compared as bytes, so that a record that cannot be read is replaced like any other that is not as it should be. */
    private static Map<String, byte[]> changes(Map<String, byte[]> published, Map<String, byte[]> wanted) {
        Map<String, byte[]> changes = new HashMap<>(wanted);
        published.forEach((word, value) -> {
            if (!wanted.containsKey(word)) {
                changes.put(word, null);
            } else if (Arrays.equals(value, wanted.get(word))) {
                changes.remove(word);
            }
        });
        return changes;
    }

    private Map<String, byte[]> published() {
        Map<String, byte[]> words = new HashMap<>();
        try (TopicReader reader = new TopicReader(consumers.get(), topic)) {
            while (!reader.atEnd()) {
                reader.poll(POLL).forEach(entry -> {
                    if (entry.value() == null) {
                        words.remove(entry.key());
                    } else {
                        words.put(entry.key(), entry.value());
                    }
                });
            }
        }
        return words;
    }

    private Map<String, byte[]> wanted(String modelVersion, List<LearnedWord> vocabulary) {
        Map<String, byte[]> words = new HashMap<>();
        for (LearnedWord word : vocabulary) {
            WordEmbedded embedded =
                    new WordEmbedded(AvroVector.of(word.vector()), word.count(), modelVersion, vocabulary.size());
            words.put(word.word(), serializer.serialize(topic, embedded));
        }
        return words;
    }
}
