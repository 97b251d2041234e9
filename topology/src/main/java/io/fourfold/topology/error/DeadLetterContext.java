package io.fourfold.topology.error;

import io.fourfold.topology.kafka.UsableTimestampExtractor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;

/**
 * The context of a failure, from which Kafka Streams makes a dead letter, so that the letter can be written: with a timestamp
 * that brokers accept, since an unreadable record fails before its timestamp is looked at; and no larger than its topic takes,
 * since a record that came compressed may be. What is cut says so in the header {@value #CUT}.
 *
 * @param now in ms since the epoch
 */
record DeadLetterContext(ErrorHandlerContext context, long now) implements ErrorHandlerContext {

    /** How many bytes of key, headers and value there were. */
    static final String CUT = "fourfold.dlq.cut";

    /** Of the value; with the two others less than the topic of dead letters takes. */
    static final int MOST_OF_VALUE = 1_048_576;

    private static final int MOST_OF_KEY = 100_000;
    private static final int MOST_OF_HEADERS = 500_000;

    @Override
    public long timestamp() {
        return UsableTimestampExtractor.usable(context.timestamp(), now);
    }

    @Override
    public String topic() {
        return context.topic();
    }

    @Override
    public int partition() {
        return context.partition();
    }

    @Override
    public long offset() {
        return context.offset();
    }

    /** All of them or none. */
    @Override
    public Headers headers() {
        long headers = bytes(context.headers());
        long key = length(context.sourceRawKey());
        long value = length(context.sourceRawValue());
        if (headers <= MOST_OF_HEADERS && key <= MOST_OF_KEY && value <= MOST_OF_VALUE) {
            return context.headers();
        }
        Headers kept = headers <= MOST_OF_HEADERS ? new RecordHeaders(context.headers()) : new RecordHeaders();
        return kept.add(CUT, Long.toString(headers + key + value).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String processorNodeId() {
        return context.processorNodeId();
    }

    @Override
    public TaskId taskId() {
        return context.taskId();
    }

    @Override
    public byte[] sourceRawKey() {
        return cut(context.sourceRawKey(), MOST_OF_KEY);
    }

    @Override
    public byte[] sourceRawValue() {
        return cut(context.sourceRawValue(), MOST_OF_VALUE);
    }

    private static byte[] cut(byte[] bytes, int most) {
        return length(bytes) > most ? Arrays.copyOf(bytes, most) : bytes;
    }

    private static long bytes(Headers headers) {
        long bytes = 0;
        for (Header header : headers) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
