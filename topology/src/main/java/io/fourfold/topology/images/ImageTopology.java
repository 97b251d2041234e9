package io.fourfold.topology.images;

import io.fourfold.model.Network;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/**
 * Describes uploaded photos. In: {@link Topics#imageUploaded()}. Out: the topic of each of {@link PhotoOutputs#ALL}, which
 * are {@link Topics#results()}; a delete becomes a delete on all of them. Bad records and bad photos go to
 * {@link Topics#imageDeadLetter()}, through Kafka Streams' own dead-letter queue unless they have waited. What waits for its
 * photo lies in a store, and once it has failed is to be seen on {@link Topics#imageRetry()}.
 *
 * <pre>
 * image.uploaded -> [describe-photo: load, decode, embed, caption] -+-> image.embedded
 *                         |      |                                  +-> image.captioned
 *                         |      +- (waiting-uploads) - - - - - - - - > image.retry
 *                         +- - bad photo - - - - - - - - - - - - - - -> image.dead-letter
 * </pre>
 */
public final class ImageTopology {

    private static final String SOURCE = "image-uploaded";
    private static final String PROCESSOR = "describe-photo";

    private final Topics topics;
    private final AvroSerdes serdes;
    private final PhotoSource photos;
    private final Network network;
    private final RetryBudget budget;
    private final FourfoldMetrics metrics;

    /**
     * @param photos where photos come from that are not in their upload
     * @param budget how often and how long a photo is tried
     */
    public ImageTopology(
            Topics topics,
            AvroSerdes serdes,
            PhotoSource photos,
            Network network,
            RetryBudget budget,
            FourfoldMetrics metrics) {
        this.topics = topics;
        // What has an unknown schema waits apart here, and not in the deserializer.
        this.serdes = serdes.with("unknown.schema.wait.ms", "0");
        this.photos = photos;
        this.network = network;
        this.budget = budget;
        this.metrics = metrics;
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
        PhotoDescriber describer = new PhotoDescriber(network, metrics);
        topology.addProcessor(
                PROCESSOR,
                () -> new UploadProcessor(
                        topics.imageUploaded(), uploaded.deserializer(), describer, photos, budget, metrics),
                SOURCE);
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
