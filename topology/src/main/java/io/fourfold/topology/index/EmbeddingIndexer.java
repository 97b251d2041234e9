package io.fourfold.topology.index;

import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.topology.error.BadRecordException;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.store.IndexedImageSerde;
import io.fourfold.topology.tracing.PhotoSpan;
import io.fourfold.topology.tracing.Tracing;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the similarity store in step with the embeddings. */
final class EmbeddingIndexer implements Processor<String, ImageEmbedded, Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingIndexer.class);

    private final String storeName;
    private final FourfoldMetrics metrics;
    private final Tracing tracing;
    private KeyValueStore<String, IndexedImage> store;

    EmbeddingIndexer(String storeName, FourfoldMetrics metrics, Tracing tracing) {
        this.tracing = tracing;
        this.storeName = storeName;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<String, ImageEmbedded> record) {
        if (record.key() == null) {
            throw new BadRecordException("the embedding has no key; the key is the image id");
        }
        try (PhotoSpan span = tracing.working("index", record.key(), record.headers())) {
            index(record);
        }
    }

    private void index(Record<String, ImageEmbedded> record) {
        if (record.value() == null) {
            delete(record.key());
            return;
        }
        store.put(record.key(), indexed(record.value()));
    }

    private void delete(String imageId) {
        if (store.delete(imageId) == null) {
            LOG.info("Nothing to delete: image '{}' is not in the index", imageId);
            metrics.nothingToDelete();
            return;
        }
        metrics.photoDeleted();
    }

    /** From a record's value to what the store keeps of it. */
    static UnaryOperator<byte[]> stored(String topic, Deserializer<ImageEmbedded> deserializer) {
        IndexedImageSerde serde = new IndexedImageSerde();
        return value -> serde.serialize(topic, indexed(deserializer.deserialize(topic, value)));
    }

    private static IndexedImage indexed(ImageEmbedded embedded) {
        return new IndexedImage(
                Optional.ofNullable(embedded.getOwner()),
                Optional.ofNullable(embedded.getAlbum()),
                embedded.getModelVersion(),
                embedded.getSourceSha256(),
                AvroVector.toArray(embedded.getVector()));
    }
}
