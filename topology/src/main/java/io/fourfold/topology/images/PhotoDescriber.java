package io.fourfold.topology.images;

import io.fourfold.model.Network;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.photo.LoadedPhoto;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns a photo into a record of every output, in their order.
 *
 * @param thumbnails whether to make them
 */
record PhotoDescriber(Network network, boolean thumbnails, FourfoldMetrics metrics) {

    /** Null where an output has no record of the photo. */
    List<? extends SpecificRecord> outputs(ImageUploaded upload, LoadedPhoto file) {
        return metrics.describing(() -> outputs(described(upload, file)));
    }

    private DescribedPhoto described(ImageUploaded upload, LoadedPhoto file) {
        DecodedPhoto pixels = thumbnails ? network.decodeWithThumbnail(file.bytes()) : network.decode(file.bytes());
        float[] embedding = network.embed(pixels);
        return new DescribedPhoto(upload, file, pixels, embedding, network.captions(embedding), network.version());
    }

    private static List<? extends SpecificRecord> outputs(DescribedPhoto photo) {
        return PhotoOutputs.ALL.stream()
                .map(output -> output.record().apply(photo))
                .toList();
    }
}
