package io.fourfold.infra.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that are open in a partition although their coordinator has ended them, as it decided: a broker that is
 * alone leads nothing for a moment when it starts after a crash, or stood still for longer than its session, as on a laptop that
 * slept. Whatever transaction ends then gets no markers, since its partitions are taken for deleted (Kafka 4.3.1). Whoever reads
 * what is committed would wait there for ever, and {@code kafka-transactions.sh} (KIP-664) could only abort what was committed.
 */
final class HangingTransactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
    private static final short VERSION = 1;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final Admin admin;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hanging-transactions");
        thread.setDaemon(true);
        return thread;
    });
    private Set<Open> suspected = Set.of();

    /** A transaction in a partition, by the offset that it starts at. */
    private record Open(TopicPartition partition, long start, long producerId, short epoch, int coordinatorEpoch) {

        static Open of(TopicPartition partition, ProducerState producer) {
            return new Open(
                    partition,
                    producer.currentTransactionStartOffset().getAsLong(),
                    producer.producerId(),
                    (short) producer.producerEpoch(),
                    producer.coordinatorEpoch().orElse(0));
        }
    }

    private HangingTransactions(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        int timeout = (int) TIMEOUT.toMillis();
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout));
    }

    /** Looks for them from now on, and ends one that it finds a second time. */
    static HangingTransactions watch(String bootstrapServers, Duration period) {
        HangingTransactions watching = new HangingTransactions(bootstrapServers);
        watching.executor.scheduleWithFixedDelay(
                watching::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        return watching;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        admin.close(Duration.ZERO);
    }

    private void look() {
        try {
            Set<Open> open = open();
            for (Open transaction : open) {
                if (suspected.contains(transaction)) {
                    end(transaction);
                }
            }
            open.removeIf(ongoing(open)::contains);
            suspected = open;
        } catch (ExecutionException | IOException | RuntimeException notNow) {
            LOG.debug("Cannot look for hanging transactions", notNow);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<Open> open() throws ExecutionException, InterruptedException {
        Set<Open> open = new HashSet<>();
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        List<TopicPartition> partitions = new ArrayList<>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
        admin.describeProducers(partitions)
                .all()
                .get()
                .forEach((partition, state) -> state.activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .forEach(producer -> open.add(Open.of(partition, producer))));
        return open;
    }

    /** Those of them that their coordinator knows of, and will end. */
    private Set<Open> ongoing(Set<Open> open) throws ExecutionException, InterruptedException {
        if (open.isEmpty()) {
            return Set.of();
        }
        List<String> ids = admin.listTransactions().all().get().stream()
                .map(TransactionListing::transactionalId)
                .toList();
        Collection<TransactionDescription> transactions =
                admin.describeTransactions(ids).all().get().values();
        Map<Long, Set<TopicPartition>> partitions = new HashMap<>();
        transactions.forEach(transaction -> partitions
                .computeIfAbsent(transaction.producerId(), id -> new HashSet<>())
                .addAll(transaction.topicPartitions()));
        Set<Open> ongoing = new HashSet<>(open);
        ongoing.removeIf(transaction ->
                !partitions.getOrDefault(transaction.producerId, Set.of()).contains(transaction.partition));
        return ongoing;
    }

    /** Its coordinator had ended it when it was found first, and it gets no marker any more. */
    private void end(Open transaction) throws IOException {
        TransactionResult result;
        try (TransactionLogReader log = new TransactionLogReader(bootstrapServers)) {
            result = log.resultOf(transaction.partition, transaction.producerId, transaction.epoch);
        }
        LOG.warn(
                "A transaction in {} hangs at offset {} and is ended: {}",
                transaction.partition,
                transaction.start,
                result);
        TxnMarkerEntry marker = new TxnMarkerEntry(
                transaction.producerId,
                transaction.epoch,
                transaction.coordinatorEpoch,
                result,
                List.of(transaction.partition),
                (short) 0);
        WriteTxnMarkersRequest request = new WriteTxnMarkersRequest.Builder(List.of(marker)).build(VERSION);
        ByteBuffer response = new BrokerRequest("hanging-transactions", request).send(bootstrapServers);
        WriteTxnMarkersResponse.parse(new ByteBufferAccessor(response), VERSION)
                .errorsByProducerId()
                .get(transaction.producerId)
                .get(transaction.partition)
                .maybeThrow();
    }
}
