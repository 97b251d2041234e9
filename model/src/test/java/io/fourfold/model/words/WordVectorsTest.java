package io.fourfold.model.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordVectorsTest {

    /** Sex, number and being a dog, all around a common centre that means nothing. */
    private final WordVectors vectors =
            new WordVectors(List.of("man", "men", "woman", "women", "dog", "dogs"), new float[][] {
                {11, 9, 9}, {11, 11, 9}, {9, 9, 9}, {9, 11, 9}, {10, 9, 12}, {10, 11, 12},
            });

    @Test
    void shouldFindTheNearestWordsBestFirstWithoutTheWordItself() {
        assertThat(vectors.similar("dog", 5))
                .extracting(ScoredWord::word)
                .startsWith("dogs")
                .doesNotContain("dog")
                .hasSize(5);
    }

    @Test
    void shouldOrderByScore() {
        assertThat(vectors.similar("man", 5))
                .extracting(ScoredWord::score)
                .isSortedAccordingTo((a, b) -> Float.compare(b, a));
    }

    @Test
    void shouldCompareDirectionsFromTheMeanOfAllWords() {
        WordVectors opposite = new WordVectors(List.of("left", "right"), new float[][] {{101, 100}, {99, 100}});

        assertThat(opposite.similar("left", 1).get(0).score()).isCloseTo(-1, within(1e-5f));
    }

    @Test
    void shouldCompleteAnAnalogyWithoutTheGivenWords() {
        assertThat(vectors.analogy("man", "men", "woman", 3))
                .extracting(ScoredWord::word)
                .startsWith("women")
                .doesNotContain("man", "men", "woman");
    }

    @Test
    void shouldCompleteAnAnalogyOfRepeatedWords() {
        assertThat(vectors.analogy("man", "man", "dog", 1))
                .extracting(ScoredWord::word)
                .containsExactly("dogs");
    }

    @Test
    void shouldReturnAllOtherWordsWhenAskedForMore() {
        assertThat(vectors.similar("man", 100)).hasSize(5);
    }

    @Test
    void shouldNotCareForCase() {
        assertThat(vectors.similar("MAN", 2)).isEqualTo(vectors.similar("man", 2));
    }

    @Test
    void shouldSuggestNearSpellingsOfAnUnknownWord() {
        UnknownWordException unknown =
                catchThrowableOfType(UnknownWordException.class, () -> vectors.similar("womam", 3));

        assertThat(unknown.word()).isEqualTo("womam");
        assertThat(unknown.nearSpellings()).containsExactly("woman", "women");
        assertThat(unknown).hasMessageContaining("did you mean woman, women?");
    }

    @ParameterizedTest
    @CsvSource({"dgo, dog", "dosg, dog", "mna, man", "mann, man"})
    void shouldSuggestFirstWhatIsOneSlipAway(String slip, String meant) {
        UnknownWordException unknown = catchThrowableOfType(UnknownWordException.class, () -> vectors.similar(slip, 3));

        assertThat(unknown.nearSpellings()).startsWith(meant);
    }

    @Test
    void shouldSuggestNothingForAShortWordWithTwoOtherLetters() {
        assertThatThrownBy(() -> vectors.similar("wax", 3)).hasMessage("'wax' is not in the vocabulary");
    }

    @Test
    void shouldSuggestNothingForAWordUnlikeAnyOther() {
        assertThatThrownBy(() -> vectors.similar("helicopter", 3)).hasMessage("'helicopter' is not in the vocabulary");
    }

    @Test
    void shouldRefuseToFindNoWords() {
        assertThatThrownBy(() -> vectors.similar("man", 0)).hasMessage("k must be positive, not 0");
    }

    @Test
    void shouldRefuseAnotherNumberOfVectorsThanWords() {
        assertThatThrownBy(() -> new WordVectors(List.of("man"), new float[2][3]))
                .hasMessage("1 words but 2 vectors");
    }

    @Test
    void shouldOrderAVocabularyByFrequencyHoweverItIsGiven() {
        WordVectors ordered = WordVectors.of(List.of(
                new LearnedWord("rare", 1, new float[] {1, 0}),
                new LearnedWord("often", 9, new float[] {0, 1}),
                new LearnedWord("also-rare", 1, new float[] {1, 1})));

        assertThat(ordered.words()).containsExactly("often", "also-rare", "rare");
    }
}
