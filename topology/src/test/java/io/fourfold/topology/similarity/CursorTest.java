package io.fourfold.topology.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void shouldReadWhatItWrote() {
        Cursor cursor = new Cursor(new SimilarImage("Größe/1 ?&", 0.123_456_78f), -7);

        assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    }

    @Test
    void shouldBeSafeInUrls() {
        String encoded = new Cursor(new SimilarImage("photo???>>>", -0.98f), 62).encode();

        assertThat(encoded).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "not base64!", "f4AAAGE", "QkhGZWFh"})
    void shouldRefuseAnythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cursor.decode(text));
    }
}
