package io.fourfold.infra.local;

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
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts transactions that are open in a partition although their coordinator has ended them (KIP-664), as {@code
 * kafka-transactions.sh} does: a broker that is alone and stood still for longer than its session, as on a laptop that slept,
 * leads nothing for a moment, and whatever transaction ends then gets no markers, since its partitions are taken for deleted
 * (Kafka 4.3.1). Whoever reads what is committed would wait there for ever.
 */
final class HangingTransactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

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
                    abort(transaction);
                }
            }
            open.removeIf(ongoing(open)::contains);
            suspected = open;
        } catch (ExecutionException | RuntimeException notNow) {
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
    private void abort(Open transaction) throws ExecutionException, InterruptedException {
        LOG.warn("A transaction in {} hangs at offset {} and is aborted", transaction.partition, transaction.start);
        admin.abortTransaction(new AbortTransactionSpec(
                        transaction.partition, transaction.producerId, transaction.epoch, transaction.coordinatorEpoch))
                .all()
                .get();
    }
}
