package io.fourfold.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.metrics.GrammarRule;
import io.fourfold.model.words.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceRulesTest {

    private final Vocabulary vocabulary = Vocabulary.learn(
            List.of("a boy in red shirt is wearing the man with dog and white runs on grass beside of jacket woman"),
            1);
    private final SentenceRules rules = new SentenceRules(vocabulary);

    @ParameterizedTest
    @CsvSource({
        "a dog runs, runs",
        "a boy runs with dog runs with, dog",
        "a boy in red shirt is wearing a red, shirt",
        "a man in, in",
        "a man with a dog and a man, with",
        "dog runs dog, runs",
        "a boy in the grass in the, grass",
        "a white and, white",
        "a woman and a, woman",
        "a red dog and a red, dog",
        "a man runs with a, man",
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
        "a white shirt and a, white",
        "a white dog runs with a, white",
        "a dog with a man and red, dog",
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
    @ValueSource(
            strings = {
                "a dog runs with",
                "a boy in a",
                "the",
                "a man and",
                "a man is wearing",
                "a dog beside",
                "a dog in a red"
            })
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

    @Test
    void shouldEndAfterAColourThatStandsForItself() {
        assertThat(rules.mayEnd(vocabulary.tokens("a man in red"))).isTrue();
    }

    /** Sentences of random words, as long as the rules let them grow. */
    @Test
    void shouldLetNoSentencePassThatAGrammarRuleForbids() {
        Random random = new Random(1);
        for (int sentence = 0; sentence < 2000; sentence++) {
            int[] words = new int[0];
            for (int attempt = 0; attempt < 30; attempt++) {
                int next = Vocabulary.FIRST_WORD
                        + random.nextInt(vocabulary.words().size());
                if (rules.mayFollow(words, next)) {
                    words = Arrays.copyOf(words, words.length + 1);
                    words[words.length - 1] = next;
                }
            }
            if (rules.mayEnd(words)) {
                List<String> text =
                        Arrays.stream(words).mapToObj(vocabulary::word).toList();
                assertThat(GrammarRule.brokenBy(text)).as("%s", text).isEmpty();
            }
        }
    }
}
