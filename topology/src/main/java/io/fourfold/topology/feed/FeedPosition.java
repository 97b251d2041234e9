package io.fourfold.topology.feed;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Where a reader of the feed is, which any instance understands: the offset that comes next in each partition. Instances
 * read partitions in different orders, so one number would not do.
 *
 * @param time when that was so
 * @param next one for each of {@link FeedSources#partitions}
 */
record FeedPosition(Instant time, long[] next) {

    private static final byte VERSION = 1;
    private static final int MOST_BYTES = 10;

    /** Letters, digits, {@code -} and {@code _}. */
    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + (1 + next.length) * MOST_BYTES);
        bytes.put(VERSION);
        ByteUtils.writeVarlong(time.getEpochSecond(), bytes);
        for (long offset : next) {
            ByteUtils.writeVarlong(offset, bytes);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    /**
     * What {@link #encode} made.
     *
     * @param partitions that there are; a position in others is none
     */
    static Optional<FeedPosition> decode(String text, int partitions) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.get() != VERSION) {
                return Optional.empty();
            }
            Instant time = Instant.ofEpochSecond(ByteUtils.readVarlong(bytes));
            long[] next = new long[partitions];
            for (int i = 0; i < partitions; i++) {
                next[i] = ByteUtils.readVarlong(bytes);
                if (next[i] < 0) {
                    return Optional.empty();
                }
            }
            return bytes.hasRemaining() ? Optional.empty() : Optional.of(new FeedPosition(time, next));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
