package io.fourfold.bench;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.decoder.Caption;
import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.topology.kafka.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Photos that were never taken, with their embeddings and with captions of sample photos. */
public final class CapacityPhotos {

    private static final String SHA256 = "00".repeat(32);

    private final String modelVersion;
    private final SyntheticPhotos photos;
    private final List<List<CaptionCandidate>> captions;

    public CapacityPhotos(ModelBundle model, List<PhotoFile> samples, BenchPhotos like) {
        this.modelVersion = model.version();
        this.photos = new SyntheticPhotos(modelVersion, like.extended());
        this.captions = samples.stream()
                .map(photo -> model.captions(model.embed(photo.read())).stream()
                        .map(caption -> new CaptionCandidate(
                                caption.text(),
                                caption.logProbability(),
                                caption.confidence().orElse(Caption.NOT_KNOWN)))
                        .toList())
                .toList();
    }

    /** Produces the first so many to a deployment, in place of the images application. */
    public void produce(BenchStack stack, int count) {
        Cluster cluster = stack.cluster();
        cluster.createTopicsOf(modelVersion);
        Topics topics = cluster.topics().ofModel(modelVersion);
        List<String> ids = new ArrayList<>();
        try (Producer<String, SpecificRecord> producer = cluster.producer()) {
            photos.generate(count, (id, embedded) -> {
                producer.send(new ProducerRecord<>(topics.imageEmbedded(), id, embedded));
                producer.send(new ProducerRecord<>(topics.imageCaptioned(), id, captioned(ids.size())));
                ids.add(id);
            });
        }
    }

    private ImageCaptioned captioned(int number) {
        return new ImageCaptioned(captions.get(number % captions.size()), modelVersion, SHA256, null, null, null, null);
    }
}
