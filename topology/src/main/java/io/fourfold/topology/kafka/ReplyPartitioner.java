package io.fourfold.topology.kafka;

import io.fourfold.schemas.SearchAnswered;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends a shard's answer to the task that waits for it, whichever way the request's producer had partitioned. */
public final class ReplyPartitioner implements StreamPartitioner<String, SearchAnswered> {

    @Override
    public Optional<Set<Integer>> partitions(String topic, String queryId, SearchAnswered answer, int partitions) {
        return Optional.of(Set.of(answer.getReplyPartition()));
    }
}
