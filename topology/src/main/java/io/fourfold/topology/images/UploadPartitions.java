package io.fourfold.topology.images;

import io.fourfold.topology.kafka.UpcomingTombstones;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.apache.kafka.common.utils.Utils;

/**
 * The partitions of the uploads' topic.
 *
 * @param count how many there are
 * @param movedBefore by partition, the offset before which another network's application has moved what was misplaced
 * @param upcomingDeletes by partition, what lies ahead of its task
 */
public record UploadPartitions(
        int count, IntToLongFunction movedBefore, IntFunction<UpcomingTombstones> upcomingDeletes) {

    /** With no other network's application before this one, and nothing ahead. */
    public static UploadPartitions of(int count) {
        return new UploadPartitions(count, partition -> 0, UpcomingTombstones.NONE);
    }

    /** The partition that Kafka's default partitioner chooses: murmur2 of the key's bytes. */
    int of(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % count;
    }
}
