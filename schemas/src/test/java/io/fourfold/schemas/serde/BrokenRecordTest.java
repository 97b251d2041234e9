package io.fourfold.schemas.serde;

import static io.fourfold.schemas.serde.MockRegistry.TOPIC;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.ImageUploaded;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenRecordTest {

    private final MockRegistry registry = new MockRegistry();
    private final ConfluentAvroSerde<ImageEmbedded> serde = registry.serde();

    @ParameterizedTest
    @ValueSource(ints = {5, 8, 16, 26})
    void shouldTellThatARecordIsCutOff(int length) {
        byte[] bytes = serde.serializer().serialize(TOPIC, MockRegistry.embedded());

        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, Arrays.copyOf(bytes, length)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void shouldRefuseAnImpossibleUnionBranch() {
        byte[] bytes = serde.serializer().serialize(TOPIC, MockRegistry.embedded());
        bytes[bytes.length - 1] = 40;

        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("does not fit its schema 1");
    }

    @ParameterizedTest
    @ValueSource(bytes = {0x0f, 0x1f})
    void shouldRefuseALengthThatIsFarBeyondTheRecord(byte mostSignificant) {
        int id = registry.register("uploads", ImageUploaded.getClassSchema());
        // The union's first branch, then 2 or 4 billion bytes that never come.
        byte[] bytes = {0, 0, 0, 0, (byte) id, 0, (byte) 0xe0, (byte) 0xff, (byte) 0xff, (byte) 0xff, mostSignificant};

        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, bytes))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldTellThatARequiredFieldIsMissing() {
        ImageEmbedded incomplete = new ImageEmbedded();

        assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, incomplete))
                .isInstanceOf(SerializationException.class)
                .hasMessageContainingAll("Cannot write", "ImageEmbedded", TOPIC, "every field");
    }
}
