package io.fourfold.topology.words;

import io.fourfold.model.words.LearnedWord;
import io.fourfold.model.words.WordVectors;
import io.fourfold.schemas.WordEmbedded;
import io.fourfold.topology.error.FailureKind;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.TopicFollower;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words of the network in service, as its topic has them. An answer is of one network only: while the words of another
 * one arrive, the ones before go on to answer until the new ones are complete.
 */
public final class WordStore implements TopicFollower.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(WordStore.class);

    private final Deserializer<WordEmbedded> deserializer;
    private final FourfoldMetrics metrics;
    private final Map<String, WordEmbedded> newest = new HashMap<>();
    private volatile VersionedWords complete;

    public WordStore(Deserializer<WordEmbedded> deserializer, FourfoldMetrics metrics) {
        this.deserializer = deserializer;
        this.metrics = metrics;
    }

    /**
     * The words, all of one network.
     *
     * @throws NotReadyException as long as no network's words have arrived completely
     */
    public VersionedWords words() {
        VersionedWords words = complete;
        if (words == null) {
            throw new NotReadyException("The words of the network in service have not arrived yet");
        }
        return words;
    }

    @Override
    public void beginning() {
        newest.clear();
    }

    @Override
    public void read(ConsumerRecord<String, byte[]> entry) {
        if (entry.value() == null) {
            newest.remove(entry.key());
            return;
        }
        decoded(entry).ifPresent(word -> newest.put(entry.key(), word));
    }

    @Override
    public void upToDate() {
        Map<String, List<Map.Entry<String, WordEmbedded>>> byVersion = newest.entrySet().stream()
                .collect(Collectors.groupingBy(entry -> entry.getValue().getModelVersion()));
        byVersion.forEach((version, words) -> {
            if (isComplete(words)) {
                complete = new VersionedWords(version, vectors(words));
                LOG.info("Answering about the {} words of network {}", words.size(), version);
            }
        });
    }

    private static boolean isComplete(List<Map.Entry<String, WordEmbedded>> words) {
        int dimensions = words.get(0).getValue().getVector().size();
        return words.stream()
                .map(Map.Entry::getValue)
                .allMatch(word -> word.getVocabularySize() == words.size()
                        && word.getVector().size() == dimensions);
    }

    private static WordVectors vectors(List<Map.Entry<String, WordEmbedded>> words) {
        return WordVectors.of(words.stream()
                .map(entry -> new LearnedWord(
                        entry.getKey(),
                        entry.getValue().getCount(),
                        AvroVector.toArray(entry.getValue().getVector())))
                .toList());
    }

    private Optional<WordEmbedded> decoded(ConsumerRecord<String, byte[]> entry) {
        try {
            WordEmbedded word = deserializer.deserialize(entry.topic(), entry.headers(), entry.value());
            return Optional.of(word);
        } catch (RuntimeException e) {
            if (FailureKind.of(e) == FailureKind.TRANSIENT) {
                throw e;
            }
            LOG.warn(
                    "{}-{} offset {} is no word and is passed over: {}",
                    entry.topic(),
                    entry.partition(),
                    entry.offset(),
                    e.getMessage());
            metrics.unreadableWord();
            return Optional.empty();
        }
    }
}
