package io.fourfold.model.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.words.WordVectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Word2VecTextTest {

    private final WordVectors words =
            new WordVectors(List.of("dog", "snow", "ice"), new float[][] {{1, 0.25f}, {-1e-5f, 3}, {0.1f, 2}});

    @Test
    void shouldReadBackAsTheSameVectors() throws IOException {
        List<String> lines = lines();
        assertThat(lines.get(0)).isEqualTo("3 2");
        List<String> names = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(" ");
            names.add(fields[0]);
            assertThat(new float[] {Float.parseFloat(fields[1]), Float.parseFloat(fields[2])})
                    .isEqualTo(words.vector(fields[0]));
        }
        assertThat(names).isEqualTo(words.words());
    }

    private List<String> lines() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Word2VecText.write(words, output);
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
