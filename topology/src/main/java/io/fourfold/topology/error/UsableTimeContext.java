package io.fourfold.topology.error;

import io.fourfold.topology.kafka.UsableTimestampExtractor;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;

/**
 * The context of a failure with a timestamp that its dead letter can carry. A record that cannot be read fails before its
 * timestamp is looked at, and Kafka Streams copies it to the dead letter.
 *
 * @param now in ms since the epoch
 */
record UsableTimeContext(ErrorHandlerContext context, long now) implements ErrorHandlerContext {

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

    @Override
    public Headers headers() {
        return context.headers();
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
        return context.sourceRawKey();
    }

    @Override
    public byte[] sourceRawValue() {
        return context.sourceRawValue();
    }
}
