package io.fourfold.topology.images;

import io.fourfold.model.Network;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.tracing.Tracing;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Describes uploaded photos. In: {@link Topics#imageUploaded()}. Out: the topic of each of {@link PhotoOutputs#ALL}, which
 * are {@link Topics#results()}; a delete becomes a delete on all of them. Bad records and bad photos go to
 * {@link Topics#imageDeadLetter()}, through Kafka Streams' own dead-letter queue unless they have waited. What waits for its
 * photo lies in a store, and once it has failed is to be seen on {@link Topics#imageRetry()}. Uploads in another partition
 * than their key's are moved. Deletes are carried out before the uploads in front of them.
 *
 * <pre>
 * image.uploaded -> [place-upload] -> [overtake-deletes] -> [describe-photo: load, decode, embed, caption] -+-> image.embedded
 *       ^              |     |            |    ^                |      |                                  +-> image.captioned
 *       |              |     |            |    |                |      |                                  +-> image.thumbnailed
 *       |  misplaced   |     |            |    | look ahead     |      +- (waiting-uploads) - - - - - - - - > image.retry
 *       +--------------+     |            |    |                +- - bad photo - - - - - - - - - - - - - - -> image.dead-letter
 *                            |            +--> (deletes-ahead) -> changelog
 *                            +--> (deleted-photos) -> changelog
 * </pre>
 */
public final class ImageTopology {

    private static final String SOURCE = "image-uploaded";
    private static final String PLACER = "place-upload";
    private static final String OVERTAKER = "overtake-deletes";
    private static final String PROCESSOR = "describe-photo";

    private final Topics topics;
    private final AvroSerdes serdes;
    private final PhotoSource photos;
    private final Network network;
    private final boolean thumbnails;
    private final RetryBudget budget;
    private final FourfoldMetrics metrics;
    private final Tracing tracing;
    private final UploadPartitions partitions;

    /**
     * @param photos where photos come from that are not in their upload
     * @param thumbnails whether small pictures are made, too
     * @param budget how often and how long a photo is tried
     * @param partitions where uploads belong
     */
    public ImageTopology(
            Topics topics,
            AvroSerdes serdes,
            PhotoSource photos,
            Network network,
            boolean thumbnails,
            RetryBudget budget,
            FourfoldMetrics metrics,
            Tracing tracing,
            UploadPartitions partitions) {
        this.tracing = tracing;
        this.topics = topics;
        // What has an unknown schema waits apart here, and not in the deserializer.
        this.serdes = serdes.with("unknown.schema.wait.ms", "0");
        this.photos = photos;
        this.network = network;
        this.thumbnails = thumbnails;
        this.budget = budget;
        this.metrics = metrics;
        this.partitions = partitions;
    }

    /** Wires the topology; starts nothing. */
    public Topology build() {
        Serde<ImageUploaded> uploaded = serdes.forValues();
        Topology topology = new Topology();
        topology.addSource(
                SOURCE,
                new StringDeserializer(),
                new UploadEventDeserializer(uploaded.deserializer()),
                topics.imageUploaded());
        topology.addProcessor(PLACER, () -> new UploadPlacer(OVERTAKER, partitions, metrics), SOURCE);
        topology.addStateStore(ImageStores.deletes(), PLACER);
        topology.addSink(
                UploadPlacer.MOVED_SINK,
                topics.imageUploaded(),
                new StringSerializer(),
                (Serializer<UploadEvent>) (topic, event) -> event == null ? null : event.bytes(),
                PLACER);
        topology.addSink(
                UploadPlacer.LEFT_BEHIND_SINK,
                topics.imageUploaded(),
                new StringSerializer(),
                (Serializer<Integer>) (topic, partition) -> null,
                (StreamPartitioner<String, Integer>) (topic, key, partition, count) -> Optional.of(Set.of(partition)),
                PLACER);
        topology.addProcessor(OVERTAKER, () -> new DeleteOvertaker(partitions, metrics), PLACER);
        topology.addStateStore(DeleteOvertaker.store(), OVERTAKER);
        PhotoDescriber describer = new PhotoDescriber(network, thumbnails, metrics, tracing);
        topology.addProcessor(
                PROCESSOR,
                () -> new UploadProcessor(
                        topics.imageUploaded(), uploaded.deserializer(), describer, photos, budget, metrics, tracing),
                OVERTAKER);
        topology.addStateStore(WaitingUploads.store(), PROCESSOR);
        for (PhotoOutput output : PhotoOutputs.ALL) {
            topology.addSink(
                    output.sink(),
                    output.topic().apply(topics),
                    new StringSerializer(),
                    serdes.<SpecificRecord>forValues().serializer(),
                    PROCESSOR);
        }
        addBytesSink(topology, UploadProcessor.RETRY_SINK, topics.imageRetry());
        addBytesSink(topology, UploadProcessor.DEAD_LETTER_SINK, topics.imageDeadLetter());
        return topology;
    }

    private static void addBytesSink(Topology topology, String name, String topic) {
        topology.addSink(name, topic, new StringSerializer(), new ByteArraySerializer(), PROCESSOR);
    }
}
