package io.fourfold.schemas.serde;

import static io.fourfold.schemas.serde.MockRegistry.TOPIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.schemas.ImageEmbedded;
import java.util.HexFormat;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatTest {

    @Test
    void shouldWriteZeroThenTheSchemaIdThenAvroBinary() {
        byte[] bytes = new MockRegistry().<ImageEmbedded>serde().serializer().serialize(TOPIC, MockRegistry.embedded());

        // Id 1; an array block of two floats and its end; "m1"; "ab"; the union's second branch with "ann"; null.
        assertThat(HexFormat.ofDelimiter(" ").formatHex(bytes))
                .isEqualTo("00 00 00 00 01 04 00 00 80 3f 00 00 00 bf 00 04 6d 31 04 61 62 02 06 61 6e 6e 00");
    }

    @Test
    void shouldWriteTheSchemaIdBigEndian() {
        assertThat(WireFormat.header(0x01020304)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void shouldReadTheSchemaIdBack() {
        assertThat(WireFormat.schemaId(TOPIC, WireFormat.header(0x7ffffffe))).isEqualTo(0x7ffffffe);
    }

    @Test
    void shouldTellThatAValueLooksLikeJson() {
        assertRefused("{\"vector\":[]}".getBytes(UTF_8), TOPIC, "looks like JSON");
    }

    @Test
    void shouldTellThatAValueLooksLikePlainBytes() {
        assertRefused(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}, "0xff", "looks like plain bytes");
    }

    @Test
    void shouldTellThatSchemaGuidsAreNotUnderstood() {
        assertRefused(new byte[] {1, 0, 0, 0, 0, 0}, "byte 1", "GUID", "schema ids");
    }

    @Test
    void shouldTellAnEmptyValueFromADeletion() {
        assertRefused(new byte[0], "empty value", "a deletion is a null value");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void shouldTellThatTheSchemaIdIsCutOff(int length) {
        assertRefused(new byte[length], "cut off", length + " bytes");
    }

    private static void assertRefused(byte[] bytes, String... parts) {
        assertThatThrownBy(() -> WireFormat.schemaId(TOPIC, bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContainingAll(parts);
    }
}
