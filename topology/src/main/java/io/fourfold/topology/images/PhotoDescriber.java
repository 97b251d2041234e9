package io.fourfold.topology.images;

import io.fourfold.model.Network;
import io.fourfold.model.decoder.Caption;
import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.error.BadRecordException;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.photo.LoadedPhoto;
import io.fourfold.topology.photo.PhotoLoader;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Turns an upload into an embedding and captions, and a delete into two deletes. */
final class PhotoDescriber implements Processor<String, ImageUploaded, String, SpecificRecord> {

    private record Description(float[] embedding, List<Caption> captions) {}

    private final PhotoLoader loader;
    private final Network network;
    private final FourfoldMetrics metrics;
    private final String embeddedSink;
    private final String captionedSink;
    private ProcessorContext<String, SpecificRecord> context;

    PhotoDescriber(
            PhotoLoader loader, Network network, FourfoldMetrics metrics, String embeddedSink, String captionedSink) {
        this.loader = loader;
        this.network = network;
        this.metrics = metrics;
        this.embeddedSink = embeddedSink;
        this.captionedSink = captionedSink;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
    }

    @Override
    public void process(Record<String, ImageUploaded> record) {
        if (record.key() == null || record.key().isEmpty()) {
            throw new BadRecordException("the upload event has no key; the key is the image id");
        }
        ImageUploaded upload = record.value();
        if (upload == null) {
            context.forward(record.withValue(null), embeddedSink);
            context.forward(record.withValue(null), captionedSink);
            return;
        }
        LoadedPhoto photo = loader.load(upload);
        // Both answers are there before either leaves, so that a failure leaves none behind.
        Description description = metrics.describing(() -> describe(photo));
        context.forward(record.withValue(embedded(upload, photo, description)), embeddedSink);
        context.forward(record.withValue(captioned(upload, photo, description)), captionedSink);
    }

    private Description describe(LoadedPhoto photo) {
        float[] embedding = network.embed(photo.bytes());
        return new Description(embedding, network.captions(embedding));
    }

    private ImageEmbedded embedded(ImageUploaded upload, LoadedPhoto photo, Description description) {
        return new ImageEmbedded(
                AvroVector.of(description.embedding),
                network.version(),
                photo.sha256(),
                upload.getOwner(),
                upload.getAlbum());
    }

    private ImageCaptioned captioned(ImageUploaded upload, LoadedPhoto photo, Description description) {
        List<CaptionCandidate> captions = description.captions.stream()
                .map(caption -> new CaptionCandidate(caption.text(), caption.logProbability()))
                .toList();
        return new ImageCaptioned(
                captions,
                network.version(),
                photo.sha256(),
                upload.getOwner(),
                upload.getAlbum(),
                upload.getFileName());
    }
}
