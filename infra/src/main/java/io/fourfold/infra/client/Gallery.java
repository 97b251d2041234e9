package io.fourfold.infra.client;

import io.fourfold.model.Network;
import io.fourfold.model.linear.Vectors;
import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.kafka.Topics;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Described photos with random embeddings, and the right answers to queries about them, by brute force. */
public final class Gallery {

    /** Who all of its photos belong to. */
    public static final String OWNER = "gallery";

    private final String modelVersion;
    private final Map<String, float[]> vectors = new LinkedHashMap<>();

    public Gallery(String modelVersion, int photos, long seed) {
        this.modelVersion = modelVersion;
        Random random = new Random(seed);
        for (int i = 0; i < photos; i++) {
            vectors.put("photo-" + i, Vectors.gaussian(Network.EMBEDDING_SIZE, random));
        }
    }

    public List<String> ids() {
        return List.copyOf(vectors.keySet());
    }

    /** Writes what the images application would have written. */
    public void produce(Producer<String, SpecificRecord> producer, Topics topics) {
        String sha256 = "ab".repeat(32);
        vectors.forEach((id, vector) -> {
            List<Float> numbers = AvroVector.of(vector);
            producer.send(new ProducerRecord<>(
                    topics.imageEmbedded(), id, new ImageEmbedded(numbers, modelVersion, sha256, OWNER, null)));
            producer.send(new ProducerRecord<>(
                    topics.imageCaptioned(),
                    id,
                    new ImageCaptioned(
                            List.of(new CaptionCandidate(caption(id), -1.0, 0.5)),
                            modelVersion,
                            sha256,
                            OWNER,
                            null,
                            null,
                            null)));
        });
        producer.flush();
    }

    public static String caption(String id) {
        return "caption of " + id;
    }

    /** All photos that are asked for but the photo itself, the most similar first. */
    public List<String> ranked(String id, Predicate<String> asked) {
        float[] vector = vectors.get(id);
        return vectors.keySet().stream()
                .filter(other -> !other.equals(id))
                .filter(asked)
                .map(other -> Map.entry(other, Vectors.cosine(vector, vectors.get(other))))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
