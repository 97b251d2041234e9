package io.fourfold.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordQuestionsTest {

    private final WordQuestions committed = WordQuestions.committed();

    @Test
    void shouldAskEnough() {
        assertThat(committed.similarWords()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(committed.analogies()).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void shouldAskNothingTwice() {
        assertThat(questions().map(WordQuestion::given)).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotAcceptAWordThatTheQuestionGives() {
        assertThat(questions())
                .allSatisfy(question -> assertThat(question.accepted()).doesNotContainAnyElementsOf(question.given()));
    }

    @Test
    void shouldReadGivenAndAcceptedWords() {
        List<WordQuestion> questions = WordQuestions.parse("# gender\n\nman woman boy: girl lass\n", 3);

        assertThat(questions).containsExactly(new WordQuestion(List.of("man", "woman", "boy"), Set.of("girl", "lass")));
    }

    @Test
    void shouldRefuseAnotherNumberOfGivenWords() {
        assertThatThrownBy(() -> WordQuestions.parse("man woman: girl", 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not '3 words: accepted words': 'man woman: girl'");
    }

    @Test
    void shouldRefuseAQuestionWithoutAnAnswer() {
        assertThatThrownBy(() -> WordQuestions.parse("man:", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WordQuestions.parse("man", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private Stream<WordQuestion> questions() {
        return Stream.concat(committed.similarWords().stream(), committed.analogies().stream());
    }
}
