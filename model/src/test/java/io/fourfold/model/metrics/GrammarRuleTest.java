package io.fourfold.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.words.CaptionWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarRuleTest {

    @ParameterizedTest
    @CsvSource({
        "'', TOO_SHORT",
        "a dog, TOO_SHORT",
        "a <unk> runs on grass, UNKNOWN_WORD",
        "a man is standing on a, DANGLING_WORD",
        "a dog is running with, DANGLING_WORD",
        "two men and, DANGLING_WORD",
        "a boy is wearing, DANGLING_WORD",
        "a man riding a bike in a red, DANGLING_WORD",
        "a dog dog runs on grass, REPETITION",
        "a dog runs in water in water, REPETITION",
        "a white and white dog runs, REPETITION",
        "a woman and a woman walk, REPETITION",
        "a boy in a red shirt wears a red shirt, PHRASE_TWICE",
        "a group of men by a group of trees, PHRASE_TWICE",
    })
    void shouldNameTheRuleThatACaptionBreaks(String caption, GrammarRule rule) {
        assertThat(GrammarRule.brokenBy(CaptionWords.of(caption))).contains(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a dog runs on the grass",
                "a black and white dog is playing with a brown dog",
                "a man in a red shirt and a woman in a red hat",
                "a man is standing in front of a wall",
                "a woman in red",
                "the dog is brown and white",
            })
    void shouldFindNoFaultWithASentence(String caption) {
        assertThat(GrammarRule.brokenBy(CaptionWords.of(caption))).isEmpty();
    }

    @Test
    void shouldNameEveryRuleThatACaptionBreaks() {
        assertThat(GrammarRule.brokenBy(CaptionWords.of("a a")))
                .containsExactly(GrammarRule.TOO_SHORT, GrammarRule.DANGLING_WORD, GrammarRule.REPETITION);
    }
}
