package io.fourfold.topology.http;

import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.deadletter.DeadLetters;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka as {@link DeadLetters} sees it, with those of each tenant in a partition of its own. */
final class TenantLetters {

    private static final String TOPIC = "photos.image.dead-letter";
    private static final List<String> TENANTS = List.of(Tenants.ANN, Tenants.BOB, Tenants.NOBODY);

    private TenantLetters() {}

    static int partition(String tenant) {
        return TENANTS.indexOf(tenant);
    }

    static DeadLetters of(Set<String> tenants) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (String tenant : tenants) {
            letters.add(letter(tenant, 0, upload(tenant)));
            letters.add(letter(tenant, 1, upload(tenant)));
        }
        if (tenants.contains(Tenants.NOBODY)) {
            letters.add(letter(Tenants.NOBODY, 2, null));
            letters.add(letter(Tenants.NOBODY, 3, new byte[] {9}));
        }
        return new DeadLetters(
                TOPIC,
                () -> consumer(letters),
                () -> new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
                OneDeadLetter.uploads());
    }

    private static Consumer<byte[], byte[]> consumer(List<ConsumerRecord<byte[], byte[]>> letters) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        List<TopicPartition> partitions = TENANTS.stream()
                .map(tenant -> new TopicPartition(TOPIC, partition(tenant)))
                .toList();
        consumer.updatePartitions(
                TOPIC,
                partitions.stream()
                        .map(partition -> new PartitionInfo(TOPIC, partition.partition(), null, null, null))
                        .toList());
        consumer.updateBeginningOffsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> 0L)));
        Map<TopicPartition, Long> ends = partitions.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        partition -> letters.stream()
                                .filter(letter -> letter.partition() == partition.partition())
                                .count()));
        consumer.updateEndOffsets(ends);
        consumer.schedulePollTask(() -> letters.stream()
                .filter(letter ->
                        consumer.assignment().contains(new TopicPartition(letter.topic(), letter.partition())))
                .forEach(consumer::addRecord));
        return consumer;
    }

    private static byte[] upload(String tenant) {
        byte[] photo = TestNetwork.photo("broken " + tenant);
        return TestDriver.serdes("api")
                .<ImageUploaded>forValues()
                .serializer()
                .serialize(
                        TestDriver.TOPICS.imageUploaded(),
                        new ImageUploaded(
                                new InlinePhoto(ByteBuffer.wrap(Arrays.copyOf(photo, photo.length - 2))),
                                TenantService.owner(tenant),
                                "sea",
                                "file of " + tenant,
                                Instant.EPOCH));
    }

    private static ConsumerRecord<byte[], byte[]> letter(String tenant, long offset, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("__streams.errors.exception", bytes("BadPhotoException"));
        headers.add("__streams.errors.message", bytes("the photo is truncated"));
        headers.add("__streams.errors.topic", bytes("photos.image.gone"));
        headers.add("__streams.errors.partition", bytes("0"));
        headers.add("__streams.errors.offset", bytes("4"));
        return new ConsumerRecord<>(
                TOPIC,
                partition(tenant),
                offset,
                1_700_000_000_000L,
                TimestampType.CREATE_TIME,
                0,
                0,
                bytes(tenant + "-broken"),
                value,
                headers,
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
