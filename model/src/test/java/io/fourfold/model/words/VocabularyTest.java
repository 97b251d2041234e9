package io.fourfold.model.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    private final Vocabulary vocabulary =
            Vocabulary.learn(List.of("A dog runs .", "a dog's ball", "the dog", "a cat runs"), 2);

    @Test
    void shouldOrderWordsByFrequencyThenAlphabet() {
        assertThat(vocabulary.words()).containsExactly("a", "dog", "runs");
        assertThat(vocabulary.counts()).containsExactly(3L, 3L, 2L);
    }

    @Test
    void shouldCountTheSpecialTokensToo() {
        assertThat(vocabulary.tokens()).isEqualTo(5);
    }

    @Test
    void shouldTurnRareWordsIntoTheUnknownToken() {
        assertThat(vocabulary.tokens("A cat runs!"))
                .containsExactly(Vocabulary.FIRST_WORD, Vocabulary.UNKNOWN, Vocabulary.FIRST_WORD + 2);
    }

    @Test
    void shouldFindTheWordOfAToken() {
        assertThat(vocabulary.word(vocabulary.token("dog"))).isEqualTo("dog");
    }

    @Test
    void shouldHaveNoWordForASpecialToken() {
        assertThatThrownBy(() -> vocabulary.word(Vocabulary.END)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldReadWhatItWrote() {
        Vocabulary read = Vocabulary.parse(vocabulary.toText().getBytes(StandardCharsets.UTF_8));

        assertThat(read.words()).isEqualTo(vocabulary.words());
        assertThat(read.counts()).isEqualTo(vocabulary.counts());
    }

    @Test
    void shouldNameTheMalformedLine() {
        assertThatThrownBy(() -> Vocabulary.parse("a\t3\ndog 3\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vocabulary line 2 is not 'word<TAB>count': 'dog 3'");
    }

    @Test
    void shouldRefuseAWordThatIsThereTwice() {
        assertThatThrownBy(() -> Vocabulary.parse("a\t3\na\t2\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("'a' is in the vocabulary twice");
    }
}
