package io.fourfold.topology.feed;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.topology.deadletter.DeadLetter;
import io.fourfold.topology.deadletter.DeadLetters;
import io.fourfold.topology.deadletter.LetterUploads;
import io.fourfold.topology.error.FailureKind;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.shard.CaptionedImage;
import io.fourfold.topology.similarity.Ownership;
import io.fourfold.topology.upload.OwnershipHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the feed is made of: captions and dead letters as subscribers read them. Safe for concurrent use. */
public final class FeedSources {

    private static final Logger LOG = LoggerFactory.getLogger(FeedSources.class);

    private static final long CAPTIONS_BACK = 50;

    /** Fewer, since each has the whole record that failed. */
    private static final long LETTERS_BACK = 5;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Deserializer<ImageCaptioned>> deserializers;
    private final Function<Happening, byte[]> encoder;
    private final LetterUploads uploads;
    private final String deadLetters;
    private final List<TopicPartition> partitions;

    /**
     * @param partitions of each topic
     * @param consumers of committed records, without a group
     * @param deserializers one for each thread
     * @param encoder makes what readers get
     * @param uploads knows to whom the photos of dead letters belong
     */
    public FeedSources(
            Topics topics,
            int partitions,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Deserializer<ImageCaptioned>> deserializers,
            Function<Happening, byte[]> encoder,
            LetterUploads uploads) {
        this.consumers = consumers;
        this.deserializers = deserializers;
        this.encoder = encoder;
        this.uploads = uploads;
        this.deadLetters = topics.imageDeadLetter();
        this.partitions = Stream.of(topics.imageCaptioned(), deadLetters)
                .flatMap(topic ->
                        IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition)))
                .toList();
    }

    /** What is read, always in the same order. */
    List<TopicPartition> partitions() {
        return partitions;
    }

    /** How far before the end of a partition reading begins, so that there is something to show. */
    long lookBack(int source) {
        return partitions.get(source).topic().equals(deadLetters) ? LETTERS_BACK : CAPTIONS_BACK;
    }

    /** Opens a reader of all partitions; it stands nowhere yet. */
    Reading open() {
        Consumer<byte[], byte[]> consumer = consumers.get();
        consumer.assign(partitions);
        return new Reading(consumer, deserializers.get());
    }

    /** One consumer's reading; for one thread, but for {@link #wakeup}. */
    final class Reading implements AutoCloseable {

        private final Consumer<byte[], byte[]> consumer;
        private final Deserializer<ImageCaptioned> deserializer;

        private Reading(Consumer<byte[], byte[]> consumer, Deserializer<ImageCaptioned> deserializer) {
            this.consumer = consumer;
            this.deserializer = deserializer;
        }

        /** What the next records say happened, possibly nothing. */
        List<FeedEvent> poll(Duration timeout) {
            List<FeedEvent> events = new ArrayList<>();
            consumer.poll(timeout).forEach(entry -> event(entry).ifPresent(events::add));
            return events;
        }

        /** Ends a poll; may be called from any thread. */
        void wakeup() {
            consumer.wakeup();
        }

        void seek(long[] next) {
            for (int i = 0; i < next.length; i++) {
                consumer.seek(partitions.get(i), next[i]);
            }
        }

        /** Offset that comes next in each partition. */
        long[] positions() {
            return partitions.stream().mapToLong(consumer::position).toArray();
        }

        boolean reached(long[] ends) {
            return IntStream.range(0, ends.length).allMatch(i -> consumer.position(partitions.get(i)) >= ends[i]);
        }

        /** The first offset of each partition that there is. */
        long[] beginnings() {
            var offsets = consumer.beginningOffsets(partitions);
            return partitions.stream().mapToLong(offsets::get).toArray();
        }

        /** The offset behind the last committed record of each partition. */
        long[] ends() {
            var offsets = consumer.endOffsets(partitions);
            return partitions.stream().mapToLong(offsets::get).toArray();
        }

        /** What the record says happened, if anything that concerns readers; what nobody can read is passed over. */
        private Optional<FeedEvent> event(ConsumerRecord<byte[], byte[]> entry) {
            TopicPartition partition = new TopicPartition(entry.topic(), entry.partition());
            try {
                return happening(entry)
                        .map(happening -> new FeedEvent(
                                partitions.indexOf(partition),
                                entry.offset(),
                                happening.time(),
                                happening.ownership(),
                                encoder.apply(happening)));
            } catch (RuntimeException e) {
                if (FailureKind.of(e) == FailureKind.TRANSIENT) {
                    throw e;
                }
                LOG.warn("{} offset {} cannot be read and is passed over: {}", partition, entry.offset(), e.toString());
                return Optional.empty();
            }
        }

        private Optional<Happening> happening(ConsumerRecord<byte[], byte[]> entry) {
            if (entry.topic().equals(deadLetters)) {
                return DeadLetters.resolves(entry.headers())
                        ? Optional.empty()
                        : Optional.of(new Happening.Failed(DeadLetter.of(entry), ownership(entry)));
            }
            if (entry.key() == null) {
                return Optional.empty();
            }
            String imageId = new String(entry.key(), StandardCharsets.UTF_8);
            Instant time = Instant.ofEpochMilli(entry.timestamp());
            if (entry.value() == null) {
                return Optional.of(new Happening.Deleted(imageId, time, OwnershipHeaders.read(entry.headers())));
            }
            ImageCaptioned photo = deserializer.deserialize(entry.topic(), entry.headers(), entry.value());
            return Optional.of(new Happening.Captioned(imageId, time, CaptionedImage.of(photo)));
        }

        /** Few ask for it: a registry that is away does not hold up what everybody else is told. */
        private Optional<Ownership> ownership(ConsumerRecord<byte[], byte[]> letter) {
            try {
                return uploads.ownership(letter);
            } catch (NotReadyException e) {
                return Optional.empty();
            }
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
