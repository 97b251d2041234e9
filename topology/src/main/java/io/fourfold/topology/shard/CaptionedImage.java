package io.fourfold.topology.shard;

import io.fourfold.model.decoder.Caption;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.topology.similarity.Ownership;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The captions that the index keeps of a photo.
 *
 * @param captions best first, never empty
 * @param modelVersion version of the network that wrote them
 * @param sourceSha256 SHA-256 of the photo's file, hexadecimal
 * @param owner who it belongs to
 * @param album the album it belongs to
 * @param fileName name of the file that was uploaded
 * @param file where that is kept; empty if it came inline, or was captioned by a release that did not note it
 */
public record CaptionedImage(
        List<Caption> captions,
        String modelVersion,
        String sourceSha256,
        Optional<String> owner,
        Optional<String> album,
        Optional<String> fileName,
        Optional<StoredFile> file) {

    /** In the place of one that somebody else is still to be asked for. */
    static final CaptionedImage UNREAD = new CaptionedImage(
            List.of(), "", "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Where a photo's file is kept.
     *
     * @param uri absolute
     * @param sha256 hexadecimal
     * @param size in bytes
     */
    public record StoredFile(String uri, String sha256, long size) {

        private static StoredFile of(ClaimCheck claimCheck) {
            return new StoredFile(claimCheck.getUri(), claimCheck.getSha256(), claimCheck.getSize());
        }
    }

    /** To whom it belongs. */
    public Ownership ownership() {
        return new Ownership(owner, album);
    }

    /** Without its other captions. */
    CaptionedImage withBestCaption() {
        return new CaptionedImage(captions.subList(0, 1), modelVersion, sourceSha256, owner, album, fileName, file);
    }

    /** What a record of the captions says. */
    public static CaptionedImage of(ImageCaptioned captioned) {
        return new CaptionedImage(
                captioned.getCaptions().stream()
                        .map(caption -> new Caption(
                                caption.getText(), caption.getLogProbability(), confidence(caption.getConfidence())))
                        .toList(),
                captioned.getModelVersion(),
                captioned.getSourceSha256(),
                Optional.ofNullable(captioned.getOwner()),
                Optional.ofNullable(captioned.getAlbum()),
                Optional.ofNullable(captioned.getFileName()),
                Optional.ofNullable(captioned.getClaimCheck()).map(StoredFile::of));
    }

    private static OptionalDouble confidence(double known) {
        return known >= 0 ? OptionalDouble.of(known) : OptionalDouble.empty();
    }
}
