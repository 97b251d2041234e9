package io.fourfold.topology.feed;

import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.deadletter.LetterUploads;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.similarity.Ownership;
import io.fourfold.topology.testing.TestDriver;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serializer;

/** The topics of the feed as any number of instances read them, without a broker. */
public final class FeedLog {

    /** Of each topic. */
    public static final int PARTITIONS = 3;

    private static final String CAPTIONS = TestDriver.TOPICS.imageCaptioned();
    private static final String DEAD_LETTERS = TestDriver.TOPICS.imageDeadLetter();

    private final String scope;
    private final Serializer<ImageCaptioned> serializer;
    private final List<ConsumerRecord<byte[], byte[]>> entries = new ArrayList<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    public FeedLog(String scope) {
        this.scope = scope;
        this.serializer = TestDriver.serdes(scope).<ImageCaptioned>forValues().serializer();
    }

    /** A photo is described. */
    public void captioned(int partition, String imageId, String caption, long time) {
        captioned(partition, imageId, Ownership.of("ann", null), caption, time);
    }

    /** Somebody's photo is described. */
    public void captioned(int partition, String imageId, Ownership ownership, String caption, long time) {
        ImageCaptioned value = new ImageCaptioned(
                List.of(new CaptionCandidate(caption, -3.5, 0.5)),
                "v1",
                "ab".repeat(32),
                ownership.owner().orElse(null),
                ownership.album().orElse(null),
                null,
                null);
        append(CAPTIONS, partition, imageId, serializer.serialize(CAPTIONS, value), new RecordHeaders(), time);
    }

    /** A photo is deleted. */
    public void deleted(int partition, String imageId, long time) {
        deleted(partition, imageId, new RecordHeaders(), time);
    }

    /** A photo is deleted by an event with headers. */
    public void deleted(int partition, String imageId, Headers headers, long time) {
        append(CAPTIONS, partition, imageId, null, headers, time);
    }

    /** Something that is no caption. */
    void unreadable(int partition) {
        append(CAPTIONS, partition, "unreadable", new byte[] {9}, new RecordHeaders(), 0);
    }

    /** A record cannot be handled. */
    public void deadLetter(int partition, String key, String reason, long time) {
        deadLetter(partition, key, new byte[] {1}, reason, time);
    }

    /** Somebody's upload cannot be handled. */
    public void deadLetter(int partition, String key, ImageUploaded upload, String reason, long time) {
        byte[] value = TestDriver.serdes(scope)
                .<ImageUploaded>forValues()
                .serializer()
                .serialize(TestDriver.TOPICS.imageUploaded(), upload);
        deadLetter(partition, key, value, reason, time);
    }

    private void deadLetter(int partition, String key, byte[] value, String reason, long time) {
        Headers headers = new RecordHeaders();
        headers.add("__streams.errors.exception", bytes("BadPhotoException"));
        headers.add("__streams.errors.message", bytes(reason));
        append(DEAD_LETTERS, partition, key, value, headers, time);
    }

    /** A dead letter is dealt with. */
    void resolved(int partition, long offset) {
        Headers headers = new RecordHeaders().add("fourfold.dlq.resolved", bytes(partition + "-" + offset));
        append(DEAD_LETTERS, partition, "any", null, headers, 0);
    }

    /** What ends a transaction, which takes an offset. */
    synchronized void marker(int partition) {
        ends.merge(new TopicPartition(CAPTIONS, partition), 1L, Long::sum);
    }

    /** One instance's feed. */
    public Feed feed(
            long recentBytes,
            MeterRegistry registry,
            Clock clock,
            LongSupplier nanoTime,
            Function<Happening, byte[]> encoder) {
        FeedSources sources = new FeedSources(
                TestDriver.TOPICS,
                PARTITIONS,
                this::consumer,
                () -> TestDriver.serdes(scope).<ImageCaptioned>forValues().deserializer(),
                encoder,
                new LetterUploads(
                        TestDriver.serdes(scope).<SpecificRecord>forValues().deserializer()));
        return new Feed(sources, recentBytes, new FourfoldMetrics(registry), clock, nanoTime);
    }

    private synchronized void append(
            String topic, int partition, String key, byte[] value, Headers headers, long time) {
        TopicPartition place = new TopicPartition(topic, partition);
        long offset = ends.merge(place, 1L, Long::sum) - 1;
        entries.add(new ConsumerRecord<>(
                topic,
                partition,
                offset,
                time,
                TimestampType.CREATE_TIME,
                0,
                0,
                bytes(key),
                value,
                headers,
                Optional.empty()));
    }

    /** What is new, and how far it goes. */
    private record Fresh(List<ConsumerRecord<byte[], byte[]>> entries, Map<TopicPartition, Long> ends) {}

    private synchronized Fresh from(int number, Collection<TopicPartition> partitions) {
        return new Fresh(List.copyOf(entries.subList(number, entries.size())), ends(partitions));
    }

    private synchronized Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return partitions.stream().collect(Collectors.toMap(place -> place, place -> ends.getOrDefault(place, 0L)));
    }

    private Consumer<byte[], byte[]> consumer() {
        return new LogConsumer();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Reads from this log; its own poll has what was appended since the last one. */
    private final class LogConsumer extends MockConsumer<byte[], byte[]> {

        private int read;

        private LogConsumer() {
            super("earliest");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            Fresh fresh = from(read, assignment());
            read += fresh.entries().size();
            fresh.entries().forEach(this::addRecord);
            ConsumerRecords<byte[], byte[]> polled = super.poll(Duration.ZERO);
            passMarkers(fresh.ends());
            if (polled.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
            }
            return polled;
        }

        private void passMarkers(Map<TopicPartition, Long> ends) {
            ends.forEach((place, end) -> {
                if (position(place) < end) {
                    seek(place, end);
                }
            });
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            return ends(partitions);
        }

        @Override
        public synchronized Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
            Set<TopicPartition> distinct = new HashSet<>(partitions);
            return distinct.stream().collect(Collectors.toMap(place -> place, place -> 0L));
        }
    }
}
