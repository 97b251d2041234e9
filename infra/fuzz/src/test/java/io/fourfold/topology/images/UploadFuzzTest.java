package io.fourfold.topology.images;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.kafka.AvroSerdes;
import io.fourfold.topology.kafka.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Whatever the bytes of an upload's record: it is read, or refused as such. */
class UploadFuzzTest {

    private static final Topics TOPICS = new Topics();
    private static final AvroSerdes SERDES = new AvroSerdes(
            "io.fourfold.schemas.serde.ConfluentAvroSerde", Map.of("schema.registry.url", "mock://fuzz"), TOPICS);
    private static final UploadEventDeserializer UPLOADS =
            new UploadEventDeserializer(SERDES.<ImageUploaded>forValues().deserializer());

    /** Zero and the schema's id. */
    private static final int PREFIX_BYTES = 5;

    private static final byte[] GOOD = SERDES.<ImageUploaded>forValues()
            .serializer()
            .serialize(
                    TOPICS.imageUploaded(),
                    new ImageUploaded(
                            new InlinePhoto(ByteBuffer.wrap(new byte[] {1, 2, 3})), "ann", null, null, Instant.EPOCH));

    @FuzzTest(maxDuration = "150s")
    void shouldReadOrRefuse(byte[] data) {
        byte[] record = data;
        // A schema that the registry lacks is asked for again and again, which takes time.
        if (data.length > 0 && data[0] != Byte.MIN_VALUE) {
            record = new byte[PREFIX_BYTES + data.length - 1];
            System.arraycopy(GOOD, 0, record, 0, PREFIX_BYTES);
            System.arraycopy(data, 1, record, PREFIX_BYTES, data.length - 1);
        }
        try {
            UPLOADS.deserialize(TOPICS.imageUploaded(), new RecordHeaders(), record);
        } catch (SerializationException refused) {
            // Becomes a dead letter.
        }
    }
}
