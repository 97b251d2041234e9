package io.fourfold.topology.deadletter;

import io.fourfold.model.image.PhotoFormat;
import io.fourfold.model.image.PhotoSize;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.Visibility;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/** The photos of uploads that could not be handled, as far as people can be shown them. */
public final class LetterPhotos {

    /** What a browser decodes takes four bytes each. */
    private static final long MOST_PIXELS = 25_000_000;

    private static final Set<PhotoFormat> SHOWN =
            Set.of(PhotoFormat.JPEG, PhotoFormat.PNG, PhotoFormat.WEBP, PhotoFormat.GIF, PhotoFormat.BMP);

    private final DeadLetters letters;
    private final LetterUploads uploads;

    public LetterPhotos(DeadLetters letters, LetterUploads uploads) {
        this.letters = letters;
        this.uploads = uploads;
    }

    /**
     * The file that an upload brought along, whatever is wrong with it; empty if there is no such dead letter.
     *
     * @param visibility as if there were no others than those of photos that it covers
     * @throws NoPhotoException if it has no file, or none that a browser can be given; says why
     * @throws NotReadyException if what it needs for that does not answer
     */
    public Optional<byte[]> find(LetterId id, Visibility visibility) {
        return letters.visibleTo(visibility).entry(id).map(this::photo);
    }

    private byte[] photo(ConsumerRecord<byte[], byte[]> entry) {
        if (!(uploads.upload(entry).getPhoto() instanceof InlinePhoto inline)) {
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
}
