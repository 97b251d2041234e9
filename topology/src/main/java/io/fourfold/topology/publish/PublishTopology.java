package io.fourfold.topology.publish;

import io.fourfold.topology.kafka.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Publishes the results of the network in service. In: the embeddings and captions of one network. Out: the topics that
 * subscribers read. Each switch of networks publishes everything once more, from the beginning. Stateless; the bytes are
 * not looked at.
 *
 * <pre>
 * image.embedded.VERSION  -> image.embedded
 * image.captioned.VERSION -> image.captioned
 * </pre>
 */
public final class PublishTopology {

    private final Topics ofModel;
    private final Topics published;

    public PublishTopology(Topics ofModel, Topics published) {
        this.ofModel = ofModel;
        this.published = published;
    }

    /** Wires the topology; starts nothing. */
    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        copy(builder, "embedded", ofModel.imageEmbedded(), published.imageEmbedded());
        copy(builder, "captioned", ofModel.imageCaptioned(), published.imageCaptioned());
        return builder.build();
    }

    private static void copy(StreamsBuilder builder, String name, String from, String to) {
        builder.stream(
                        from,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name + "-of-model"))
                .to(to, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name + "-published"));
    }
}
