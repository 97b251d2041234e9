package io.fourfold.topology.images;

import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.serde.UnknownSchemaException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads an upload and keeps its bytes, for it may have to wait. An unknown schema is no failure yet: a replica of the registry
 * may lack it for seconds, and the uploads behind must not wait for that.
 */
final class UploadEventDeserializer implements Deserializer<UploadEvent> {

    private final Deserializer<ImageUploaded> uploads;

    UploadEventDeserializer(Deserializer<ImageUploaded> uploads) {
        this.uploads = uploads;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        uploads.configure(configs, isKey);
    }

    @Override
    public UploadEvent deserialize(String topic, byte[] bytes) {
        throw new UnsupportedOperationException("needs the headers");
    }

    @Override
    public UploadEvent deserialize(String topic, Headers headers, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return new UploadEvent(bytes, Optional.of(uploads.deserialize(topic, headers, bytes)));
        } catch (UnknownSchemaException missing) {
            return new UploadEvent(bytes, Optional.empty());
        }
    }

    @Override
    public void close() {
        uploads.close();
    }
}
