package io.fourfold.schemas.serde;

import static io.fourfold.schemas.serde.MockRegistry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.schemas.CaptionCandidate;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageEmbedded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class SchemaEvolutionTest {

    private static final String SUBJECT = TOPIC + "-value";

    private final MockRegistry registry = new MockRegistry();

    @Test
    void shouldFillAFieldThatAnOlderWriterDidNotHave() throws IOException {
        Schema older = without("album");
        byte[] bytes = written(older, with(older).set("owner", "ann").build());

        ImageEmbedded read = read(bytes);

        assertThat(read.getOwner()).isEqualTo("ann");
        assertThat(read.getAlbum()).isNull();
    }

    @Test
    void shouldSkipAFieldThatANewerWriterHasMore() throws IOException {
        Schema newer = withFirst(new Schema.Field("camera", Schema.create(Schema.Type.STRING), null, "unknown"));
        byte[] bytes = written(
                newer, with(newer).set("camera", "Leica").set("owner", "ann").build());

        assertThat(read(bytes).getOwner()).isEqualTo("ann");
    }

    @Test
    void shouldRefuseASchemaWithoutAFieldThatIsNeeded() throws IOException {
        Schema other = without("modelVersion");
        byte[] bytes = written(
                other,
                new GenericRecordBuilder(other)
                        .set("vector", List.of(1f))
                        .set("sourceSha256", "ab")
                        .build());

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContainingAll("does not fit its schema", "modelVersion");
    }

    @Test
    void shouldWriteWithTheLatestSchemaWhenToldTo() {
        Schema latest = withFirst(new Schema.Field("camera", Schema.create(Schema.Type.STRING), null, "unknown"));
        registry.register(SUBJECT, ImageEmbedded.getClassSchema());
        int latestId = registry.register(SUBJECT, latest);

        byte[] bytes = registry.<ImageEmbedded>serde("auto.register.schemas", false, "use.latest.version", true)
                .serializer()
                .serialize(TOPIC, MockRegistry.embedded());

        assertThat(WireFormat.schemaId(TOPIC, bytes)).isEqualTo(latestId);
        assertThat(read(bytes)).isEqualTo(MockRegistry.embedded());
    }

    @Test
    void shouldTellThatTheLatestSchemaAsksForAFieldItDoesNotKnow() {
        registry.register(
                SUBJECT, withFirst(new Schema.Field("camera", Schema.create(Schema.Type.STRING), null, (Object) null)));
        ConfluentAvroSerde<ImageEmbedded> serde =
                registry.serde("auto.register.schemas", false, "use.latest.version", true);

        assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, MockRegistry.embedded()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContainingAll("camera", "use.latest.version=false");
    }

    @Test
    void shouldNotKnowTheConfidenceOfAWriterThatDoesNotSay() throws IOException {
        Schema older = captionedWithoutConfidence();
        GenericRecord event = new GenericRecordBuilder(older)
                .set("captions", List.of(caption(older).set("text", "a dog").build()))
                .set("modelVersion", "m1")
                .set("sourceSha256", "ab")
                .build();

        ImageCaptioned read = registry.<ImageCaptioned>serde().deserializer().deserialize(TOPIC, written(older, event));

        assertThat(read.getCaptions()).containsExactly(new CaptionCandidate("a dog", -2.0, -1.0));
    }

    @Test
    void shouldLetReadersReadCaptionsThatDoNotKnowOfTheirConfidence() {
        Schema older = captionedWithoutConfidence();
        Schema newer = ImageCaptioned.getClassSchema();

        assertThat(List.of(
                        SchemaCompatibility.checkReaderWriterCompatibility(older, newer),
                        SchemaCompatibility.checkReaderWriterCompatibility(newer, older)))
                .extracting(SchemaCompatibility.SchemaPairCompatibility::getType)
                .containsOnly(SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE);
    }

    /** As it was before captions had a confidence. */
    private static Schema captionedWithoutConfidence() {
        Schema own = ImageCaptioned.getClassSchema();
        Schema caption = own.getField("captions").schema().getElementType();
        Schema older = Schema.createRecord(
                caption.getName(),
                caption.getDoc(),
                caption.getNamespace(),
                false,
                caption.getFields().stream()
                        .filter(field -> !field.name().equals("confidence"))
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
        return Schema.createRecord(
                own.getName(),
                own.getDoc(),
                own.getNamespace(),
                false,
                own.getFields().stream()
                        .map(field -> new Schema.Field(
                                field, field.name().equals("captions") ? Schema.createArray(older) : field.schema()))
                        .toList());
    }

    private static GenericRecordBuilder caption(Schema captioned) {
        return new GenericRecordBuilder(captioned.getField("captions").schema().getElementType())
                .set("logProbability", -2.0);
    }

    private ImageEmbedded read(byte[] bytes) {
        return registry.<ImageEmbedded>serde().deserializer().deserialize(TOPIC, bytes);
    }

    private byte[] written(Schema schema, GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(WireFormat.header(registry.register(SUBJECT, schema)));
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static GenericRecordBuilder with(Schema schema) {
        return new GenericRecordBuilder(schema)
                .set(
                        "vector",
                        new GenericData.Array<>(SchemaBuilder.array().items().floatType(), List.of(1f)))
                .set("modelVersion", "m1")
                .set("sourceSha256", "ab");
    }

    private static Schema without(String field) {
        return record(fields().stream().filter(f -> !f.name().equals(field)).toList());
    }

    private static Schema withFirst(Schema.Field added) {
        List<Schema.Field> fields = new ArrayList<>(fields());
        fields.add(0, added);
        return record(fields);
    }

    private static Schema record(List<Schema.Field> fields) {
        Schema own = ImageEmbedded.getClassSchema();
        return Schema.createRecord(own.getName(), own.getDoc(), own.getNamespace(), false, fields);
    }

    private static List<Schema.Field> fields() {
        return ImageEmbedded.getClassSchema().getFields().stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
    }
}
