package io.fourfold.model.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TensorFileTest {

    @Test
    void shouldReadWhatItWrote() throws IOException {
        Map<String, Matrix> matrices = matrices();

        Map<String, Matrix> read = TensorFile.read(file());

        assertThat(read.keySet()).containsExactlyElementsOf(matrices.keySet());
        read.forEach((name, matrix) ->
                assertThat(matrix.toArray()).isDeepEqualTo(matrices.get(name).toArray()));
    }

    @Test
    void shouldRefuseAnotherKindOfFile() {
        assertThatThrownBy(() -> TensorFile.read("something else".getBytes()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a weights file: it does not start with FOURFOLD");
    }

    @Test
    void shouldRefuseANewerFormat() throws IOException {
        byte[] file = file();
        file[11] = 2;

        assertThatThrownBy(() -> TensorFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format 2");
    }

    @Test
    void shouldNoticeEveryCut() throws IOException {
        byte[] file = file();
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> TensorFile.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldNoticeWhatFollowsTheLastMatrix() throws IOException {
        byte[] longer = Arrays.copyOf(file(), file().length + 1);

        assertThatThrownBy(() -> TensorFile.read(longer)).hasMessageContaining("longer than its 2 matrices");
    }

    @Test
    void shouldNotBelieveAnImpossibleSize() throws IOException {
        byte[] file = file();
        int rowsOfFirst = 8 + 4 + 4 + 2 + "words".length();
        file[rowsOfFirst] = 0x7f;

        assertThatThrownBy(() -> TensorFile.read(file)).hasMessage("weights file is cut short");
    }

    private static byte[] file() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TensorFile.write(out, matrices());
        return out.toByteArray();
    }

    private static Map<String, Matrix> matrices() {
        Map<String, Matrix> matrices = new LinkedHashMap<>();
        matrices.put("words", Matrix.zeros(3, 2));
        matrices.put("bias", Matrix.zeros(1, 4));
        matrices.values().forEach(matrix -> matrix.fillUniform(1, new SplittableRandom(1)));
        return matrices;
    }
}
