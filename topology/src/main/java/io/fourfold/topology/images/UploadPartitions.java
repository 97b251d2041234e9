package io.fourfold.topology.images;

import java.nio.charset.StandardCharsets;
import java.util.function.IntToLongFunction;
import org.apache.kafka.common.utils.Utils;

/**
 * Where uploads belong.
 *
 * @param count partitions of the uploads' topic
 * @param movedBefore by partition, the offset before which another network's application has moved what was misplaced
 */
public record UploadPartitions(int count, IntToLongFunction movedBefore) {

    /** With no other network's application before this one. */
    public static UploadPartitions of(int count) {
        return new UploadPartitions(count, partition -> 0);
    }

    /** The partition that Kafka's default partitioner chooses: murmur2 of the key's bytes. */
    int of(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % count;
    }
}
