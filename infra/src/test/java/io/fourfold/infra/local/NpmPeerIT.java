package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.schemas.serde.ConfluentAvroSerde;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write, another implementation of Avro, the wire format and Kafka reads; and the other way round. */
class NpmPeerIT {

    private static final Path SCHEMA = Path.of("..", "schemas", "src", "main", "avro", "ImageUploaded.avsc");

    @TempDir
    static Path directory;

    private static NpmPeer peer;
    private static KafkaBackend kafka;
    private static RegistryProcess registry;
    private static KafkaRecords records;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        peer = NpmPeer.install();
        kafka = KafkaBackend.start(directory.resolve("broker"));
        registry = RegistryProcess.start(
                Distribution.fromSystemProperty().registry(), directory.resolve("registry"), "localhost", 0);
        records = new KafkaRecords(kafka.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void shouldHaveItsRecordsReadByKafkaJs() throws IOException, InterruptedException, ExecutionException {
        records.createTopic("photos.image.captioned");
        try (ConfluentAvroSerde<ImageCaptioned> serde = serde()) {
            ImageCaptioned captioned = ImageCaptioned.newBuilder()
                    .setCaptions(List.of(new CaptionCandidate("a dog runs", -3.5, 0.75)))
                    .setModelVersion("m1")
                    .setSourceSha256("ab")
                    .setFileName("größe.jpg")
                    .build();
            records.send("photos.image.captioned", "photo-1", captioned, serde.serializer());
            records.send("photos.image.captioned", "photo-1", null, serde.serializer());
        }

        assertThat(peer.consume(kafka.bootstrapServers(), registry.url(), "photos.image.captioned", 2))
                .containsExactly(
                        "{\"key\":\"photo-1\",\"value\":{\"captions\":[{\"text\":\"a dog runs\",\"logProbability\":-3.5,"
                                + "\"confidence\":0.75}],\"modelVersion\":\"m1\",\"sourceSha256\":\"ab\","
                                + "\"owner\":null,\"album\":null,\"fileName\":\"größe.jpg\",\"claimCheck\":null}}",
                        "{\"key\":\"photo-1\",\"value\":null}");
    }

    @Test
    void shouldReadWhatKafkaJsWrites() throws IOException, InterruptedException, ExecutionException {
        records.createTopic("photos.image.uploaded");

        peer.produce(kafka.bootstrapServers(), registry.url(), "photos.image.uploaded", "photo-2", SCHEMA);

        try (ConfluentAvroSerde<ImageUploaded> serde = serde()) {
            assertThat(records.read("photos.image.uploaded", 1, serde.deserializer()))
                    .containsExactly(ImageUploaded.newBuilder()
                            .setPhoto(new InlinePhoto(ByteBuffer.wrap(new byte[] {1, 2, 3})))
                            .setOwner("ann")
                            .setFileName("größe.jpg")
                            .setUploadedAt(Instant.ofEpochMilli(1_700_000_000_123L))
                            .build());
        }
    }

    private static <T extends SpecificRecord> ConfluentAvroSerde<T> serde() {
        ConfluentAvroSerde<T> serde = new ConfluentAvroSerde<>();
        serde.configure(Map.of("schema.registry.url", registry.url()), false);
        return serde;
    }
}
