package io.fourfold.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.similarity.IndexedImage;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexedImageSerdeTest {

    private static final IndexedImage IMAGE = new IndexedImage(
            Optional.of("ann"), Optional.empty(), "v1", "abcd", new float[] {1, -2.5f, Float.MIN_VALUE});

    private final IndexedImageSerde serde = new IndexedImageSerde();

    @Test
    void shouldReadWhatItWrote() {
        IndexedImage read = serde.deserialize(null, serde.serialize(null, IMAGE));

        assertThat(read).usingRecursiveComparison().isEqualTo(IMAGE);
    }

    @Test
    void shouldKeepItsDocumentedForm() {
        IndexedImage small = new IndexedImage(Optional.of("o"), Optional.empty(), "v", "s", new float[] {1, 2});

        assertThat(HexFormat.of().formatHex(serde.serialize(null, small)))
                .isEqualTo("01" + "010076" + "010073" + "01006f" + "ffff" + "0200" + "0000803f" + "00000040");
    }

    @Test
    void shouldPassNullThrough() {
        assertThat(serde.serialize(null, null)).isNull();
        assertThat(serde.deserialize(null, null)).isNull();
    }

    @Test
    void shouldRefuseUnknownFormat() {
        byte[] bytes = serde.serialize(null, IMAGE);
        bytes[0] = 9;

        assertThatThrownBy(() -> serde.deserialize(null, bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("format 9");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 11, 25})
    void shouldRefuseTruncatedBytes(int length) {
        byte[] truncated = Arrays.copyOf(serde.serialize(null, IMAGE), length);

        assertThatThrownBy(() -> serde.deserialize(null, truncated)).isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldRefuseTextThatIsTooLong() {
        IndexedImage image =
                new IndexedImage(Optional.of("x".repeat(65_535)), Optional.empty(), "v", "s", new float[1]);

        assertThatThrownBy(() -> serde.serialize(null, image)).hasMessageContaining("owner has 65535 bytes");
    }
}
