package io.fourfold.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.words.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceRulesTest {

    private final Vocabulary vocabulary =
            Vocabulary.learn(List.of("a boy in red shirt is wearing the man with dog and runs on grass beside of"), 1);
    private final SentenceRules rules = new SentenceRules(vocabulary);

    @ParameterizedTest
    @CsvSource({
        "a dog runs, runs",
        "a boy runs with dog runs with, dog",
        "a boy in red shirt is wearing a red, shirt",
        "a man in, in",
        "a man with a dog and a man, with",
        "dog runs dog, runs",
    })
    void shouldForbidStammeringAndRepeatedPhrases(String before, String next) {
        assertThat(rules.mayFollow(vocabulary.tokens(before), vocabulary.token(next)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a man in red shirt and a boy in, red",
        "a dog runs in the grass and a boy, in",
        "a man, with",
        "a boy with a dog and a, man",
    })
    void shouldAllowWhatSentencesNeed(String before, String next) {
        assertThat(rules.mayFollow(vocabulary.tokens(before), vocabulary.token(next)))
                .isTrue();
    }

    @Test
    void shouldAllowAnyFirstWord() {
        assertThat(rules.mayFollow(new int[0], vocabulary.token("the"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a dog runs with", "a boy in a", "the", "a man and", "a man is wearing", "a dog beside"})
    void shouldNotEndInTheMiddleOfAPhrase(String words) {
        assertThat(rules.mayEnd(vocabulary.tokens(words))).isFalse();
    }

    @Test
    void shouldNotEndBeforeTheFirstWord() {
        assertThat(rules.mayEnd(new int[0])).isFalse();
    }

    @Test
    void shouldEndAfterAWholePhrase() {
        assertThat(rules.mayEnd(vocabulary.tokens("a dog runs on the grass"))).isTrue();
    }
}
