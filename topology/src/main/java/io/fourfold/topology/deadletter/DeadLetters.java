package io.fourfold.topology.deadletter;

import io.fourfold.topology.deadletter.DeadLetter.Origin;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.Visibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Headers;

/**
 * The dead letters of a deployment that nobody has dealt with yet. Dealing with one writes a record behind it, without a
 * value, that names it; both expire by the topic's retention, the dead letter first. Replaying sends the original and writes
 * that record in one transaction, so that no crash and no second replay sends it twice.
 *
 * <p>Each call but {@link #find} reads the whole topic. One such call at a time; one that changes something makes another instance's fail with
 * {@link NotReadyException}, with nothing half done.
 */
public final class DeadLetters {

    /** Whatever has failed so often fails again. */
    public static final int MAX_ATTEMPTS = 5;

    private static final int BATCH = 50;
    private static final Comparator<DeadLetter> AS_THEY_STOOD = Comparator.comparing(
            letter -> letter.origin().orElseThrow(),
            Comparator.comparing(Origin::topic)
                    .thenComparingInt(Origin::partition)
                    .thenComparingLong(Origin::offset));

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final LetterUploads uploads;
    private final Predicate<ConsumerRecord<byte[], byte[]>> visible;

    /**
     * @param topic of the dead letters
     * @param consumers of committed records, without a group
     * @param producers all with the {@linkplain #transactionalId same transactional id}
     * @param uploads knows to whom their photos belong
     */
    public DeadLetters(
            String topic,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Producer<byte[], byte[]>> producers,
            LetterUploads uploads) {
        this(topic, consumers, producers, uploads, all -> true);
    }

    private DeadLetters(
            String topic,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Producer<byte[], byte[]>> producers,
            LetterUploads uploads,
            Predicate<ConsumerRecord<byte[], byte[]>> visible) {
        this.topic = topic;
        this.consumers = consumers;
        this.producers = producers;
        this.uploads = uploads;
        this.visible = visible;
    }

    /** The same as if there were no others than those of photos that a visibility covers. */
    public DeadLetters visibleTo(Visibility visibility) {
        return visibility.unrestricted()
                ? this
                : new DeadLetters(topic, consumers, producers, uploads, uploads.visibleTo(visibility));
    }

    /** Transactional id of all who deal with dead letters. */
    public static String transactionalId(String applicationIdPrefix) {
        return applicationIdPrefix + "-dead-letters";
    }

    /** Whether a record of the topic is no dead letter, but says that one has been dealt with. */
    public static boolean resolves(Headers headers) {
        return LetterHeaders.resolved(headers).isPresent();
    }

    /**
     * Some of them, by partition and offset.
     *
     * @param next where to go on; empty at the end
     */
    public record Page(List<DeadLetter> letters, Optional<LetterId> next) {}

    /**
     * One of them in full.
     *
     * @param headers the record's own and those of the failure, as text
     * @param valueBytes size of the value, -1 for none
     */
    public record Details(DeadLetter letter, Map<String, String> headers, int valueBytes) {}

    /**
     * What became of those that were to be replayed.
     *
     * @param replayed sent to where they had been
     * @param superseded dropped, since a newer record of the same key stands there
     * @param exhausted left, since they have been replayed {@value #MAX_ATTEMPTS} times
     * @param withoutOrigin left, since it is not known where they had been, or that partition is no more
     */
    public record Replayed(int replayed, int superseded, int exhausted, int withoutOrigin) {}

    /**
     * Lists those that nobody has dealt with.
     *
     * @param after the last one that is known already
     * @param k how many at most
     */
    public synchronized Page list(LetterFilter filter, Optional<LetterId> after, int k) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            NavigableMap<LetterId, DeadLetter> open = open(consumer, filter);
            Collection<DeadLetter> rest =
                    after.map(id -> open.tailMap(id, false)).orElse(open).values();
            List<DeadLetter> page = rest.stream().limit(k).toList();
            return new Page(page, rest.size() > k ? Optional.of(page.get(k - 1).id()) : Optional.empty());
        }
    }

    /** One of them, also if it has been dealt with; empty if there is none. */
    public Optional<Details> find(LetterId id) {
        return entry(id).map(DeadLetters::details);
    }

    /** The record of one of them, also if it has been dealt with; empty if there is none. */
    Optional<ConsumerRecord<byte[], byte[]>> entry(LetterId id) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            if (!partitions(consumer).contains(partition(id))) {
                return Optional.empty();
            }
            return record(consumer, id)
                    .filter(entry -> !resolves(entry.headers()))
                    .filter(visible);
        }
    }

    /** Sends originals to where they had been, in the order of their keys. */
    public synchronized Replayed replay(LetterFilter filter) {
        try (Producer<byte[], byte[]> producer = begun();
                Consumer<byte[], byte[]> consumer = consumers.get()) {
            List<DeadLetter> all = List.copyOf(open(consumer, filter).values());
            List<DeadLetter> due = all.stream()
                    .filter(letter -> letter.attempts() < MAX_ATTEMPTS)
                    .toList();
            try (NewerRecords newer = new NewerRecords(consumers.get(), due)) {
                List<DeadLetter> sendable = due.stream()
                        .filter(letter -> letter.origin().filter(newer::has).isPresent())
                        .sorted(AS_THEY_STOOD)
                        .toList();
                int replayed = 0;
                for (int i = 0; i < sendable.size(); i += BATCH) {
                    List<DeadLetter> batch = sendable.subList(i, Math.min(i + BATCH, sendable.size()));
                    replayed += replay(batch, newer, consumer, producer);
                }
                return new Replayed(
                        replayed, sendable.size() - replayed, all.size() - due.size(), due.size() - sendable.size());
            }
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw interrupted();
        }
    }

    /**
     * Leaves them out of all that is done from now on.
     *
     * @return how many
     */
    public synchronized int discard(LetterFilter filter) {
        try (Producer<byte[], byte[]> producer = begun();
                Consumer<byte[], byte[]> consumer = consumers.get()) {
            Collection<DeadLetter> letters = open(consumer, filter).values();
            if (!letters.isEmpty()) {
                producer.beginTransaction();
                letters.forEach(letter -> resolve(letter, producer));
                producer.commitTransaction();
            }
            return letters.size();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw interrupted();
        }
    }

    /**
     * In one transaction. What came while it was open lets it begin again: records that were sent stand behind it.
     *
     * @return how many were sent, the others are superseded
     */
    private int replay(
            List<DeadLetter> batch,
            NewerRecords newer,
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer) {
        while (true) {
            newer.readOn();
            producer.beginTransaction();
            Set<Origin> sent = new HashSet<>();
            List<DeadLetter> replayed = new ArrayList<>();
            for (DeadLetter letter : batch) {
                resolve(letter, producer);
                // Several networks may have failed at the same record.
                if (!newer.newerThan(letter) && sent.add(letter.origin().orElseThrow())) {
                    record(consumer, letter.id()).ifPresent(entry -> {
                        send(letter, entry, producer);
                        replayed.add(letter);
                    });
                }
            }
            producer.flush();
            newer.readOn();
            if (replayed.stream().noneMatch(newer::newerThan)) {
                producer.commitTransaction();
                return replayed.size();
            }
            producer.abortTransaction();
        }
    }

    private static void send(
            DeadLetter letter, ConsumerRecord<byte[], byte[]> entry, Producer<byte[], byte[]> producer) {
        Origin origin = letter.origin().orElseThrow();
        producer.send(new ProducerRecord<>(
                origin.topic(),
                origin.partition(),
                entry.timestamp(),
                entry.key(),
                entry.value(),
                LetterHeaders.replayed(entry.headers(), letter.attempts() + 1)));
    }

    private void resolve(DeadLetter letter, Producer<byte[], byte[]> producer) {
        byte[] key = letter.rawKey() == null ? null : letter.rawKey().get();
        producer.send(
                new ProducerRecord<>(topic, letter.id().partition(), key, null, LetterHeaders.resolving(letter.id())));
    }

    /** Before reading: whoever was at it has committed or never will. */
    private Producer<byte[], byte[]> begun() {
        Producer<byte[], byte[]> producer = producers.get();
        try {
            producer.initTransactions();
            return producer;
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    private NavigableMap<LetterId, DeadLetter> open(Consumer<byte[], byte[]> consumer, LetterFilter filter) {
        NavigableMap<LetterId, DeadLetter> open = new TreeMap<>();
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        CommittedRecords.read(consumer, partitions, entry -> {
            Optional<LetterId> resolved = LetterHeaders.resolved(entry.headers());
            if (resolved.isPresent()) {
                open.remove(resolved.get());
                return;
            }
            DeadLetter letter = DeadLetter.of(entry);
            if (filter.matches(letter) && visible.test(entry)) {
                open.put(letter.id(), letter);
            }
        });
        return open;
    }

    private Optional<ConsumerRecord<byte[], byte[]>> record(Consumer<byte[], byte[]> consumer, LetterId id) {
        consumer.assign(List.of(partition(id)));
        return CommittedRecords.at(consumer, partition(id), id.offset());
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private TopicPartition partition(LetterId id) {
        return new TopicPartition(topic, id.partition());
    }

    private static Details details(ConsumerRecord<byte[], byte[]> entry) {
        Map<String, String> headers = new LinkedHashMap<>();
        entry.headers()
                .forEach(header -> headers.put(
                        header.key(),
                        LetterHeaders.text(entry.headers(), header.key()).orElse("")));
        return new Details(DeadLetter.of(entry), headers, entry.value() == null ? -1 : entry.value().length);
    }

    private static NotReadyException interrupted() {
        return new NotReadyException(
                "Somebody else began to replay or discard dead letters; what was not done yet is left as"
                        + " it was. Try again");
    }
}
