package io.fourfold.topology.search;

import io.fourfold.schemas.SearchInverted;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Multicasts a search's vector to every partition (KIP-837). */
public final class BroadcastPartitioner implements StreamPartitioner<String, SearchInverted> {

    @Override
    public Optional<Set<Integer>> partitions(String topic, String queryId, SearchInverted vector, int partitions) {
        return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
    }
}
