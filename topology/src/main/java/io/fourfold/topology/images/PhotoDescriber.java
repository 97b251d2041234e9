package io.fourfold.topology.images;

import io.fourfold.model.Network;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.error.BadRecordException;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.photo.LoadedPhoto;
import io.fourfold.topology.photo.PhotoLoader;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Turns an upload into a record of every output, and a delete into a delete of every output. */
final class PhotoDescriber implements Processor<String, ImageUploaded, String, SpecificRecord> {

    private final PhotoLoader loader;
    private final Network network;
    private final FourfoldMetrics metrics;
    private ProcessorContext<String, SpecificRecord> context;

    PhotoDescriber(PhotoLoader loader, Network network, FourfoldMetrics metrics) {
        this.loader = loader;
        this.network = network;
        this.metrics = metrics;
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
            PhotoOutputs.ALL.forEach(output -> context.forward(record.withValue(null), output.sink()));
            return;
        }
        LoadedPhoto file = loader.load(upload);
        // All records are there before one leaves, so that a failure leaves none behind.
        List<? extends SpecificRecord> outputs = metrics.describing(() -> outputs(describe(upload, file)));
        for (int i = 0; i < outputs.size(); i++) {
            context.forward(
                    record.withValue(outputs.get(i)), PhotoOutputs.ALL.get(i).sink());
        }
    }

    private DescribedPhoto describe(ImageUploaded upload, LoadedPhoto file) {
        DecodedPhoto pixels = network.decode(file.bytes());
        float[] embedding = network.embed(pixels);
        return new DescribedPhoto(upload, file, pixels, embedding, network.captions(embedding), network.version());
    }

    private static List<? extends SpecificRecord> outputs(DescribedPhoto photo) {
        return PhotoOutputs.ALL.stream()
                .map(output -> output.record().apply(photo))
                .toList();
    }
}
