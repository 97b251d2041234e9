package io.fourfold.topology.images;

import io.fourfold.model.Network;
import io.fourfold.model.decoder.Caption;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.PhotoStage;
import io.fourfold.topology.photo.LoadedPhoto;
import io.fourfold.topology.tracing.Tracing;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns a photo into a record of every output, in their order.
 *
 * @param thumbnails whether to make them
 */
record PhotoDescriber(Network network, boolean thumbnails, FourfoldMetrics metrics, Tracing tracing) {

    /** Null where an output has no record of the photo. */
    List<? extends SpecificRecord> outputs(ImageUploaded upload, LoadedPhoto file) {
        return metrics.describing(() -> outputs(described(upload, file)));
    }

    private DescribedPhoto described(ImageUploaded upload, LoadedPhoto file) {
        DecodedPhoto pixels = stage(PhotoStage.DECODE, () -> decoded(file));
        float[] embedding = stage(PhotoStage.ENCODE, () -> network.embed(pixels));
        List<Caption> captions = stage(PhotoStage.CAPTION, () -> network.captions(embedding));
        return new DescribedPhoto(upload, file, pixels, embedding, captions, network.version());
    }

    private DecodedPhoto decoded(LoadedPhoto file) {
        return thumbnails ? network.decodeWithThumbnail(file.bytes()) : network.decode(file.bytes());
    }

    private <T> T stage(PhotoStage stage, Supplier<T> work) {
        return tracing.stage(stage.label(), () -> metrics.stage(stage).record(work));
    }

    private static List<? extends SpecificRecord> outputs(DescribedPhoto photo) {
        return PhotoOutputs.ALL.stream()
                .map(output -> output.record().apply(photo))
                .toList();
    }
}
