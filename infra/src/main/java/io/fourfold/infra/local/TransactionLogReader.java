package io.fourfold.infra.local;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.kafka.coordinator.transaction.TransactionLog;
import org.apache.kafka.coordinator.transaction.TransactionLog.TxnRecord;
import org.apache.kafka.coordinator.transaction.TransactionMetadata;
import org.apache.kafka.coordinator.transaction.TransactionState;

/** Reads in a broker's own log how transactions were to end. */
final class TransactionLogReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;

    TransactionLogReader(String bootstrapServers) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG,
                        false),
                new ByteBufferDeserializer(),
                new ByteBufferDeserializer());
    }

    /**
     * The last decision about a producer's transaction in a partition.
     *
     * @param epoch of the producer as it wrote there
     * @return abort if nothing was decided
     */
    TransactionResult resultOf(TopicPartition partition, long producerId, short epoch) {
        List<TopicPartition> log = consumer.partitionsFor(Topic.TRANSACTION_STATE_TOPIC_NAME).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(log);
        consumer.seekToBeginning(log);
        Map<TopicPartition, Long> ends = consumer.endOffsets(log);
        TransactionResult result = TransactionResult.ABORT;
        while (log.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
            for (ConsumerRecord<ByteBuffer, ByteBuffer> entry : consumer.poll(POLL)) {
                if (TransactionLog.read(entry.key(), entry.value()) instanceof TxnRecord transaction
                        && decidesOn(transaction.metadata(), partition, producerId, epoch)) {
                    result = transaction.metadata().state() == TransactionState.PREPARE_COMMIT
                            ? TransactionResult.COMMIT
                            : TransactionResult.ABORT;
                }
            }
        }
        return result;
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** With KIP-890 a producer's epoch rises with the decision. */
    private static boolean decidesOn(
            TransactionMetadata transaction, TopicPartition partition, long producerId, short epoch) {
        int decidedBy = transaction.clientTransactionVersion().supportsEpochBump() ? epoch + 1 : epoch;
        return (transaction.state() == TransactionState.PREPARE_COMMIT
                        || transaction.state() == TransactionState.PREPARE_ABORT)
                && transaction.producerId() == producerId
                && transaction.producerEpoch() == decidedBy
                && transaction.topicPartitions().contains(partition);
    }
}
