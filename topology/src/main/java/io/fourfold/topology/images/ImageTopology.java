package io.fourfold.topology.images;

import io.fourfold.model.Network;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.photo.PhotoLoader;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Describes uploaded photos. In: {@link Topics#imageUploaded()}. Out: the topic of each of {@link PhotoOutputs#ALL}, which
 * are {@link Topics#results()}; a delete becomes a delete on all of them. Bad records and bad photos go to
 * {@link Topics#imageDeadLetter()} through Kafka Streams' own dead-letter queue. Uploads in another partition than their
 * key's are moved. Its only state is which photos were deleted lately.
 *
 * <pre>
 * image.uploaded -> [place-upload] -> [describe-photo: load, decode, embed, caption] -+-> image.embedded
 *       ^              |     |                    |                                   +-> image.captioned
 *       |  misplaced   |     |                    +- - bad photo - - - - - - - - - - - -> image.dead-letter
 *       +--------------+     +--> (deleted-photos) -> changelog
 * </pre>
 */
public final class ImageTopology {

    private static final String SOURCE = "image-uploaded";
    private static final String PLACER = "place-upload";
    private static final String PROCESSOR = "describe-photo";

    private final Topics topics;
    private final AvroSerdes serdes;
    private final PhotoLoader loader;
    private final Network network;
    private final FourfoldMetrics metrics;
    private final UploadPartitions partitions;

    /**
     * @param partitions where uploads belong
     */
    public ImageTopology(
            Topics topics,
            AvroSerdes serdes,
            PhotoLoader loader,
            Network network,
            FourfoldMetrics metrics,
            UploadPartitions partitions) {
        this.topics = topics;
        this.serdes = serdes;
        this.loader = loader;
        this.network = network;
        this.metrics = metrics;
        this.partitions = partitions;
    }

    /** Wires the topology; starts nothing. */
    public Topology build() {
        Serde<ImageUploaded> uploaded = serdes.forValues();
        Topology topology = new Topology();
        topology.addSource(SOURCE, new StringDeserializer(), uploaded.deserializer(), topics.imageUploaded());
        topology.addProcessor(PLACER, () -> new UploadPlacer<ImageUploaded>(PROCESSOR, partitions, metrics), SOURCE);
        topology.addStateStore(ImageStores.deletes(), PLACER);
        topology.addSink(
                UploadPlacer.MOVED_SINK, topics.imageUploaded(), new StringSerializer(), uploaded.serializer(), PLACER);
        topology.addSink(
                UploadPlacer.LEFT_BEHIND_SINK,
                topics.imageUploaded(),
                new StringSerializer(),
                (Serializer<Integer>) (topic, partition) -> null,
                (StreamPartitioner<String, Integer>) (topic, key, partition, count) -> Optional.of(Set.of(partition)),
                PLACER);
        topology.addProcessor(PROCESSOR, () -> new PhotoDescriber(loader, network, metrics), PLACER);
        for (PhotoOutput output : PhotoOutputs.ALL) {
            topology.addSink(
                    output.sink(),
                    output.topic().apply(topics),
                    new StringSerializer(),
                    serdes.<SpecificRecord>forValues().serializer(),
                    PROCESSOR);
        }
        return topology;
    }
}
