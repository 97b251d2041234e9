package io.fourfold.schemas.serde;

import static io.fourfold.schemas.serde.MockRegistry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfluentAvroSerdeTest {

    private final MockRegistry registry = new MockRegistry();

    static Stream<SpecificRecord> records() {
        Instant uploadedAt = Instant.ofEpochMilli(1_700_000_000_123L);
        return Stream.of(
                MockRegistry.embedded(),
                ImageUploaded.newBuilder()
                        .setPhoto(new InlinePhoto(ByteBuffer.wrap(new byte[] {1, 2, 3})))
                        .setUploadedAt(uploadedAt)
                        .build(),
                ImageUploaded.newBuilder()
                        .setPhoto(new ClaimCheck("https://photos.example/1.jpg", "ab", 5_000_000L))
                        .setAlbum("summer")
                        .setFileName("größe.jpg")
                        .setUploadedAt(uploadedAt)
                        .build(),
                ImageCaptioned.newBuilder()
                        .setCaptions(List.of(new CaptionCandidate("a dog runs", -3.5, 0.75)))
                        .setModelVersion("m1")
                        .setSourceSha256("ab")
                        .build());
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldReadWhatItWrote(SpecificRecord record) {
        Serde<SpecificRecord> serde = registry.serde();

        byte[] bytes = serde.serializer().serialize(TOPIC, record);

        assertThat(serde.deserializer().deserialize(TOPIC, bytes)).isEqualTo(record);
    }

    @Test
    void shouldReadWithAnInstanceThatWroteNothing() {
        byte[] bytes = registry.<ImageEmbedded>serde().serializer().serialize(TOPIC, MockRegistry.embedded());

        assertThat(registry.serde().deserializer().deserialize(TOPIC, bytes)).isEqualTo(MockRegistry.embedded());
    }

    @Test
    void shouldWriteNullAsNull() {
        assertThat(registry.serde().serializer().serialize(TOPIC, null)).isNull();
    }

    @Test
    void shouldReadNullAsNull() {
        assertThat(registry.serde().deserializer().deserialize(TOPIC, null)).isNull();
    }

    @Test
    void shouldWorkWhenChosenByClassName() throws ClassNotFoundException {
        Serde<ImageEmbedded> serde = Utils.newInstance("io.fourfold.schemas.serde.ConfluentAvroSerde", Serde.class);
        serde.configure(registry.configs("bootstrap.servers", "localhost:9092"), false);

        byte[] bytes = serde.serializer().serialize(TOPIC, MockRegistry.embedded());

        assertThat(serde.deserializer().deserialize(TOPIC, bytes)).isEqualTo(MockRegistry.embedded());
    }

    @Test
    void shouldBeSharedByThreads() throws InterruptedException, ExecutionException {
        Serde<ImageEmbedded> serde = registry.serde();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> answers = IntStream.range(0, 200)
                    .mapToObj(i -> threads.submit(() -> {
                        ImageEmbedded record = new ImageEmbedded(List.of(i * 1f), "m1", "ab", "owner-" + i, null);
                        byte[] bytes = serde.serializer().serialize(TOPIC, record);
                        return serde.deserializer().deserialize(TOPIC, bytes).equals(record);
                    }))
                    .toList();
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldWriteTheNextRecordAfterARefusedOne() {
        Serde<ImageEmbedded> serde = registry.serde();
        byte[] expected = serde.serializer().serialize(TOPIC, MockRegistry.embedded());
        ImageEmbedded refused = new ImageEmbedded(List.of(1f), "m1", null, null, null);
        assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, refused))
                .isInstanceOf(SerializationException.class);

        assertThat(serde.serializer().serialize(TOPIC, MockRegistry.embedded())).isEqualTo(expected);
    }

    @Test
    void shouldAllowBuildersToCopyRecords() {
        new ConfluentAvroSerializer<>().configure(registry.configs(), false);

        assertThat(ImageEmbedded.newBuilder(MockRegistry.embedded()).build()).isEqualTo(MockRegistry.embedded());
    }

    @Test
    void shouldAskForTheRegistryUrl() {
        assertThatThrownBy(() -> new ConfluentAvroSerde<>().configure(Map.of(), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Set schema.registry.url");
    }

    @Test
    void shouldRefuseASwitchThatIsNeitherTrueNorFalse() {
        assertThatThrownBy(() -> registry.serde("auto.register.schemas", "yes"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Use true or false");
    }

    @Test
    void shouldRefuseToWriteBeforeItIsConfigured() {
        assertThatThrownBy(() -> new ConfluentAvroSerializer<>().serialize(TOPIC, MockRegistry.embedded()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("configure");
    }

    @Test
    void shouldRefuseToReadBeforeItIsConfigured() {
        assertThatThrownBy(() -> new ConfluentAvroDeserializer<>().deserialize(TOPIC, new byte[9]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("configure");
    }

    @Test
    void shouldCloseWithoutBeingConfigured() {
        ConfluentAvroSerde<ImageEmbedded> serde = new ConfluentAvroSerde<>();

        serde.close();

        assertThat(serde.serializer()).isNotNull();
    }
}
