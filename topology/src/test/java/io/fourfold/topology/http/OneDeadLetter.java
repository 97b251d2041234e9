package io.fourfold.topology.http;

import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.deadletter.DeadLetters;
import io.fourfold.topology.deadletter.LetterUploads;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka as {@link DeadLetters} sees it, with one dead letter whose original is in a topic that is no more. */
final class OneDeadLetter {

    private static final TopicPartition PARTITION = new TopicPartition("photos.image.dead-letter", 0);

    /** Its photo lacks its end. */
    static final byte[] PHOTO = truncated(TestNetwork.photo("broken"));

    private static final byte[] UPLOAD = TestDriver.serdes("api")
            .<ImageUploaded>forValues()
            .serializer()
            .serialize(
                    TestDriver.TOPICS.imageUploaded(),
                    new ImageUploaded(new InlinePhoto(ByteBuffer.wrap(PHOTO)), null, null, null, Instant.EPOCH));

    private OneDeadLetter() {}

    /**
     * @param answering false has no broker answer
     */
    static DeadLetters letters(boolean answering) {
        return letters(() -> {
            if (!answering) {
                throw new TimeoutException("no broker answers");
            }
        });
    }

    /**
     * @param first is done whenever they are about to be read
     */
    static DeadLetters letters(Runnable first) {
        return new DeadLetters(
                PARTITION.topic(),
                () -> consumer(first),
                () -> new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
                uploads());
    }

    static LetterUploads uploads() {
        return new LetterUploads(
                TestDriver.serdes("api").<SpecificRecord>forValues().deserializer());
    }

    private static Consumer<byte[], byte[]> consumer(Runnable first) {
        first.run();
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(
                PARTITION.topic(),
                List.of(new PartitionInfo(PARTITION.topic(), PARTITION.partition(), null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 1L));
        consumer.schedulePollTask(() -> consumer.addRecord(letter()));
        return consumer;
    }

    private static ConsumerRecord<byte[], byte[]> letter() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("__streams.errors.exception", bytes("BadPhotoException"));
        headers.add("__streams.errors.message", bytes("the photo is truncated"));
        headers.add("__streams.errors.topic", bytes("photos.image.gone"));
        headers.add("__streams.errors.partition", bytes("0"));
        headers.add("__streams.errors.offset", bytes("4"));
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                0,
                1_700_000_000_000L,
                TimestampType.CREATE_TIME,
                7,
                1,
                bytes("photo-1"),
                UPLOAD,
                headers,
                Optional.empty());
    }

    private static byte[] truncated(byte[] photo) {
        return Arrays.copyOf(photo, photo.length - 2);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
