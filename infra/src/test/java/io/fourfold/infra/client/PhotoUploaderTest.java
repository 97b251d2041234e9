package io.fourfold.infra.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mock producer stands in because a broker cannot be made to refuse a record on demand. */
class PhotoUploaderTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.006Z");

    @TempDir
    private Path folder;

    @Test
    void shouldCarryASmallPhotoInline() throws IOException {
        MockProducer<String, ImageUploaded> producer = producer(true);

        uploader(producer)
                .upload(photo(PhotoFile.MAX_INLINE_BYTES), Optional.of("ada"), Optional.of("holiday"), () -> {});

        ImageUploaded event = producer.history().get(0).value();
        assertThat(producer.history().get(0).key()).isEqualTo("photo.jpg");
        assertThat(((InlinePhoto) event.getPhoto()).getBytes())
                .isEqualTo(ByteBuffer.wrap(new byte[PhotoFile.MAX_INLINE_BYTES]));
        assertThat(event.getOwner()).isEqualTo("ada");
        assertThat(event.getAlbum()).isEqualTo("holiday");
        assertThat(event.getFileName()).isEqualTo("photo.jpg");
        assertThat(event.getUploadedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldSendAClaimCheckForALargePhoto() throws IOException {
        MockProducer<String, ImageUploaded> producer = producer(true);
        PhotoFile large = photo(PhotoFile.MAX_INLINE_BYTES + 1);

        uploader(producer).upload(large, () -> {});

        ClaimCheck claim = (ClaimCheck) producer.history().get(0).value().getPhoto();
        assertThat(Path.of(java.net.URI.create(claim.getUri()))).isEqualTo(large.path());
        assertThat(claim.getSize()).isEqualTo(PhotoFile.MAX_INLINE_BYTES + 1L);
        assertThat(claim.getSha256()).isEqualTo(large.sha256());
    }

    @Test
    void shouldDeleteWithANullValue() {
        MockProducer<String, ImageUploaded> producer = producer(true);

        uploader(producer).delete("photo.jpg", () -> {});

        assertThat(producer.history().get(0).value()).isNull();
    }

    @Test
    void shouldReportAnEventThatTheBrokerDidNotTake() throws IOException {
        MockProducer<String, ImageUploaded> producer = producer(false);
        PhotoUploader uploader = uploader(producer);
        uploader.upload(photo(1), () -> {});

        producer.errorNext(new TimeoutException("no broker"));

        assertThatThrownBy(uploader::flush)
                .isInstanceOf(PhotoUploader.UploadFailedException.class)
                .hasMessageContaining("photo.jpg")
                .hasRootCauseMessage("no broker");
    }

    private static PhotoUploader uploader(MockProducer<String, ImageUploaded> producer) {
        return new PhotoUploader(producer, "photos.image.uploaded", Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static MockProducer<String, ImageUploaded> producer(boolean autoComplete) {
        return new MockProducer<>(autoComplete, null, new StringSerializer(), (topic, event) -> new byte[0]);
    }

    private PhotoFile photo(int size) throws IOException {
        return new PhotoFile("photo.jpg", Files.write(folder.resolve("photo.jpg"), new byte[size]));
    }
}
