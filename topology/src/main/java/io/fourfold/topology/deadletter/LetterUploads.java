package io.fourfold.topology.deadletter;

import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.error.FailureKind;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.Ownership;
import io.fourfold.topology.similarity.Visibility;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** The uploads that have become dead letters. */
public final class LetterUploads {

    private final Deserializer<SpecificRecord> deserializer;

    /** @param deserializer does not wait for a schema that nobody knows, as many dead letters have one */
    public LetterUploads(Deserializer<SpecificRecord> deserializer) {
        this.deserializer = deserializer;
    }

    /**
     * To whom the photo of a dead letter belongs; empty if that is no upload, or one that nobody can read.
     *
     * @throws NotReadyException if what is needed to read it does not answer
     */
    public Optional<Ownership> ownership(ConsumerRecord<byte[], byte[]> entry) {
        try {
            ImageUploaded upload = upload(entry);
            return Optional.of(Ownership.of(upload.getOwner(), upload.getAlbum()));
        } catch (NoPhotoException e) {
            return Optional.empty();
        }
    }

    /** Those that somebody may know of. */
    Predicate<ConsumerRecord<byte[], byte[]>> visibleTo(Visibility visibility) {
        return entry -> visibility.unrestricted()
                || ownership(entry)
                        .filter(ownership -> ownership.isVisibleTo(visibility))
                        .isPresent();
    }

    /**
     * The upload that a dead letter is.
     *
     * @throws NoPhotoException if it is none, or one that nobody can read
     * @throws NotReadyException if what is needed to read it does not answer
     */
    ImageUploaded upload(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.value() == null) {
            throw new NoPhotoException("the record has no value");
        }
        if (!(decoded(entry) instanceof ImageUploaded uploaded)) {
            throw new NoPhotoException("the record is no upload");
        }
        return uploaded;
    }

    private synchronized SpecificRecord decoded(ConsumerRecord<byte[], byte[]> entry) {
        try {
            return deserializer.deserialize(entry.topic(), entry.headers(), entry.value());
        } catch (RuntimeException e) {
            if (FailureKind.of(e) == FailureKind.TRANSIENT) {
                throw new NotReadyException("The record cannot be decoded now: " + e.getMessage());
            }
            throw new NoPhotoException("the record cannot be decoded: " + e.getMessage());
        }
    }
}
