package io.fourfold.topology.deadletter;

import io.fourfold.model.image.PhotoFormat;
import io.fourfold.model.image.PhotoSize;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.error.FailureKind;
import io.fourfold.topology.error.NotReadyException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/** The photos of uploads that could not be handled, as far as people can be shown them. */
public final class LetterPhotos {

    /** What a browser decodes takes four bytes each. */
    private static final long MOST_PIXELS = 25_000_000;

    private static final Set<PhotoFormat> SHOWN =
            Set.of(PhotoFormat.JPEG, PhotoFormat.PNG, PhotoFormat.WEBP, PhotoFormat.GIF, PhotoFormat.BMP);

    private final DeadLetters letters;
    private final Supplier<Deserializer<SpecificRecord>> deserializers;

    /** @param deserializers one for each call */
    public LetterPhotos(DeadLetters letters, Supplier<Deserializer<SpecificRecord>> deserializers) {
        this.letters = letters;
        this.deserializers = deserializers;
    }

    /**
     * The file that an upload brought along, whatever is wrong with it; empty if there is no such dead letter.
     *
     * @throws NoPhotoException if it has no file, or none that a browser can be given; says why
     * @throws NotReadyException if what it needs for that does not answer
     */
    public Optional<byte[]> find(LetterId id) {
        return letters.entry(id).map(this::photo);
    }

    private byte[] photo(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.value() == null) {
            throw new NoPhotoException("the record has no value");
        }
        if (!(decoded(entry) instanceof ImageUploaded uploaded)) {
            throw new NoPhotoException("the record is no upload");
        }
        if (!(uploaded.getPhoto() instanceof InlinePhoto inline)) {
            throw new NoPhotoException("the upload says where its photo is kept and has no copy");
        }
        byte[] file = Utils.toArray(inline.getBytes());
        PhotoFormat format = PhotoFormat.of(file)
                .filter(SHOWN::contains)
                .orElseThrow(() -> new NoPhotoException("the file is no photo of a kind that browsers show"));
        PhotoSize size = PhotoSize.of(file)
                .orElseThrow(() -> new NoPhotoException("the file has no header of a " + format.label()));
        if (size.pixels() > MOST_PIXELS) {
            throw new NoPhotoException("the photo claims " + size.width() + " x " + size.height() + " pixels");
        }
        return file;
    }

    private SpecificRecord decoded(ConsumerRecord<byte[], byte[]> entry) {
        try (Deserializer<SpecificRecord> deserializer = deserializers.get()) {
            return deserializer.deserialize(entry.topic(), entry.headers(), entry.value());
        } catch (RuntimeException e) {
            if (FailureKind.of(e) == FailureKind.TRANSIENT) {
                throw new NotReadyException("The record cannot be decoded now: " + e.getMessage());
            }
            throw new NoPhotoException("the record cannot be decoded: " + e.getMessage());
        }
    }
}
