package io.fourfold.topology.publish;

import io.fourfold.topology.kafka.Topics;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Publishes the results of the network in service. In: the {@linkplain Topics#results() results} of one network. Out: the
 * same topics without its version, which subscribers read. Each switch of networks publishes everything once more, from
 * the beginning. Stateless; the bytes are not looked at.
 *
 * <pre>
 * image.embedded.VERSION    -> image.embedded
 * image.captioned.VERSION   -> image.captioned
 * image.thumbnailed.VERSION -> image.thumbnailed
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
        List<String> from = ofModel.results();
        List<String> to = published.results();
        for (int i = 0; i < from.size(); i++) {
            String name = to.get(i).substring(to.get(i).lastIndexOf('.') + 1);
            builder.stream(
                            from.get(i),
                            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                    .withName(name + "-of-model"))
                    .to(
                            to.get(i),
                            Produced.with(Serdes.ByteArray(), Serdes.ByteArray())
                                    .withName(name + "-published"));
        }
        return builder.build();
    }
}
