package io.fourfold.infra.client;

import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Produces upload events for photo files. Files of at most {@value PhotoFile#MAX_INLINE_BYTES} bytes travel inside the event,
 * larger ones as a claim check on their {@code file:} URI, which the application must be allowed to read.
 */
public final class PhotoUploader implements AutoCloseable {

    private final Producer<String, ImageUploaded> producer;
    private final String topic;
    private final Clock clock;
    private final AtomicReference<UploadFailedException> failure = new AtomicReference<>();

    /** Takes over the producer and closes it. */
    public PhotoUploader(Producer<String, ImageUploaded> producer, String topic, Clock clock) {
        this.producer = producer;
        this.topic = topic;
        this.clock = clock;
    }

    /** Sends the event of a photo that nobody owns and no album holds. */
    public void upload(PhotoFile photo, Runnable acknowledged) {
        upload(photo, Optional.empty(), Optional.empty(), acknowledged);
    }

    /**
     * Sends one event; blocks only while the producer's buffer is full.
     *
     * @param acknowledged run once the broker has the event, on the producer's thread
     * @throws UploadFailedException if this or an earlier event could not be sent
     */
    public void upload(PhotoFile photo, Optional<String> owner, Optional<String> album, Runnable acknowledged) {
        ImageUploaded event = ImageUploaded.newBuilder()
                .setPhoto(photo.fitsAnEvent() ? inline(photo) : claimCheck(photo))
                .setOwner(owner.orElse(null))
                .setAlbum(album.orElse(null))
                .setFileName(photo.path().getFileName().toString())
                .setUploadedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
        send(photo.imageId(), event, acknowledged);
    }

    /** Sends the event that deletes a photo. */
    public void delete(String imageId, Runnable acknowledged) {
        send(imageId, null, acknowledged);
    }

    /**
     * Waits until the broker has every event.
     *
     * @throws UploadFailedException if one could not be sent
     */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(String imageId, ImageUploaded event, Runnable acknowledged) {
        throwFailure();
        producer.send(new ProducerRecord<>(topic, imageId, event), (metadata, exception) -> {
            if (exception == null) {
                acknowledged.run();
            } else {
                failure.compareAndSet(null, new UploadFailedException(imageId, exception));
            }
        });
    }

    private void throwFailure() {
        UploadFailedException first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    private static InlinePhoto inline(PhotoFile photo) {
        return new InlinePhoto(ByteBuffer.wrap(photo.read()));
    }

    private static ClaimCheck claimCheck(PhotoFile photo) {
        return new ClaimCheck(photo.path().toUri().toString(), photo.sha256(), photo.size());
    }

    /** Thrown when the broker did not take an upload event. */
    public static final class UploadFailedException extends RuntimeException {

        UploadFailedException(String imageId, Exception cause) {
            super("the upload event of '" + imageId + "' could not be sent", cause);
        }
    }
}
