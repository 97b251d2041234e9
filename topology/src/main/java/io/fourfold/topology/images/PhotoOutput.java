package io.fourfold.topology.images;

import io.fourfold.topology.kafka.Topics;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic that describing a photo writes to.
 *
 * @param sink name of its sink in the topology; must not change
 * @param topic the topic, one of {@link Topics#results()}
 * @param record makes its record of a photo, null if there is none; a delete becomes a null without asking
 */
record PhotoOutput(
        String sink, Function<Topics, String> topic, Function<DescribedPhoto, ? extends SpecificRecord> record) {}
