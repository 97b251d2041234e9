package io.fourfold.topology.images;

import io.fourfold.model.Network;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.photo.PhotoLoader;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/**
 * Describes uploaded photos. In: {@link Topics#imageUploaded()}. Out: {@link Topics#imageEmbedded()} and
 * {@link Topics#imageCaptioned()}; a delete becomes a delete on both. Bad records and bad photos go to
 * {@link Topics#imageDeadLetter()} through Kafka Streams' own dead-letter queue. Stateless.
 *
 * <pre>
 * image.uploaded -> [describe-photo: load, embed, caption] -+-> image.embedded
 *                                |                          +-> image.captioned
 *                                +- - bad photo - - - - - - - > image.dead-letter
 * </pre>
 */
public final class ImageTopology {

    private static final String SOURCE = "image-uploaded";
    private static final String PROCESSOR = "describe-photo";
    private static final String EMBEDDED_SINK = "image-embedded";
    private static final String CAPTIONED_SINK = "image-captioned";

    private final Topics topics;
    private final AvroSerdes serdes;
    private final PhotoLoader loader;
    private final Network network;
    private final FourfoldMetrics metrics;

    public ImageTopology(
            Topics topics, AvroSerdes serdes, PhotoLoader loader, Network network, FourfoldMetrics metrics) {
        this.topics = topics;
        this.serdes = serdes;
        this.loader = loader;
        this.network = network;
        this.metrics = metrics;
    }

    /** Wires the topology; starts nothing. */
    public Topology build() {
        Serde<ImageUploaded> uploaded = serdes.forValues();
        Serde<ImageEmbedded> embedded = serdes.forValues();
        Serde<ImageCaptioned> captioned = serdes.forValues();
        Topology topology = new Topology();
        topology.addSource(SOURCE, new StringDeserializer(), uploaded.deserializer(), topics.imageUploaded());
        topology.addProcessor(
                PROCESSOR, () -> new PhotoDescriber(loader, network, metrics, EMBEDDED_SINK, CAPTIONED_SINK), SOURCE);
        topology.addSink(
                EMBEDDED_SINK, topics.imageEmbedded(), new StringSerializer(), embedded.serializer(), PROCESSOR);
        topology.addSink(
                CAPTIONED_SINK, topics.imageCaptioned(), new StringSerializer(), captioned.serializer(), PROCESSOR);
        return topology;
    }
}
