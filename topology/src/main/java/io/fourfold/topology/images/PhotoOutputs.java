package io.fourfold.topology.images;

import io.fourfold.model.decoder.Caption;
import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageThumbnailed;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.photo.PhotoUri;
import java.nio.ByteBuffer;
import java.util.List;

/** All that becomes of a photo. */
final class PhotoOutputs {

    static final List<PhotoOutput> ALL = List.of(
            new PhotoOutput("image-embedded", Topics::imageEmbedded, PhotoOutputs::embedded),
            new PhotoOutput("image-captioned", Topics::imageCaptioned, PhotoOutputs::captioned),
            new PhotoOutput("image-thumbnailed", Topics::imageThumbnailed, PhotoOutputs::thumbnailed));

    private PhotoOutputs() {}

    private static ImageEmbedded embedded(DescribedPhoto photo) {
        return new ImageEmbedded(
                AvroVector.of(photo.embedding()),
                photo.modelVersion(),
                photo.file().sha256(),
                photo.upload().getOwner(),
                photo.upload().getAlbum());
    }

    /** Null without one, so that none of an earlier upload is left. */
    private static ImageThumbnailed thumbnailed(DescribedPhoto photo) {
        return photo.pixels()
                .thumbnail()
                .map(thumbnail -> new ImageThumbnailed(
                        ByteBuffer.wrap(thumbnail.jpeg()),
                        thumbnail.width(),
                        thumbnail.height(),
                        photo.file().sha256()))
                .orElse(null);
    }

    /** Where the photo is kept is not told of a signed URI: whoever reads captions could fetch the photo by it. */
    private static ImageCaptioned captioned(DescribedPhoto photo) {
        List<CaptionCandidate> captions = photo.captions().stream()
                .map(caption -> new CaptionCandidate(
                        caption.text(),
                        caption.logProbability(),
                        caption.confidence().orElse(Caption.NOT_KNOWN)))
                .toList();
        return new ImageCaptioned(
                captions,
                photo.modelVersion(),
                photo.file().sha256(),
                photo.upload().getOwner(),
                photo.upload().getAlbum(),
                photo.upload().getFileName(),
                photo.upload().getPhoto() instanceof ClaimCheck claimCheck && !PhotoUri.isSigned(claimCheck.getUri())
                        ? claimCheck
                        : null);
    }
}
