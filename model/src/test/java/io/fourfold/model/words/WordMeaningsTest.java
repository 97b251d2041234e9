package io.fourfold.model.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WordMeaningsTest {

    private final Vocabulary vocabulary = Vocabulary.learn(List.of("a couch and a chair", "a car and a truck"), 1);

    @Test
    void shouldGiveBackWhatWasWritten() throws IOException {
        WordMeanings meanings = WordMeanings.read(file(), vocabulary);

        assertThat(meanings.size()).isEqualTo(3);
        assertThat(meanings.of("automobile")).containsExactly(new WordMeaning("car", 1));
        assertThat(meanings.of("settee"))
                .containsExactly(new WordMeaning("couch", 1), new WordMeaning("chair", 51 / 255f));
        assertThat(meanings.of("van"))
                .as("weights are beside the heaviest's")
                .containsExactly(new WordMeaning("truck", 1), new WordMeaning("car", 1));
    }

    @Test
    void shouldKnowNothingOfOtherWords() throws IOException {
        WordMeanings meanings = WordMeanings.read(file(), vocabulary);

        assertThat(List.of("", "aaa", "car", "sette", "settees", "zebra"))
                .allSatisfy(word -> assertThat(meanings.of(word)).isEmpty());
        assertThat(WordMeanings.NONE.of("settee")).isEmpty();
    }

    @Test
    void shouldRefuseOtherFiles() throws IOException {
        byte[] file = file();

        assertThatThrownBy(() -> WordMeanings.read(new byte[3], vocabulary))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cut short");
        assertThatThrownBy(() -> WordMeanings.read(Arrays.copyOf(file, 20), vocabulary))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cut short");
        assertThatThrownBy(() -> WordMeanings.read("vocabulary, not meanings".getBytes(), vocabulary))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no meanings of words");
    }

    private byte[] file() throws IOException {
        TreeMap<String, List<WordMeaning>> meanings = new TreeMap<>();
        meanings.put("settee", List.of(new WordMeaning("couch", 1), new WordMeaning("chair", 0.2f)));
        meanings.put("automobile", List.of(new WordMeaning("car", 1)));
        meanings.put("van", List.of(new WordMeaning("truck", 0.5f), new WordMeaning("car", 0.5f)));
        return WordMeanings.toBytes(meanings, vocabulary);
    }
}
