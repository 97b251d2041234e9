package io.fourfold.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.words.CaptionWords;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Worked by hand over the corpus {"a dog"}, {"a cat"} of two photos. "a" occurs in both, so it weighs ln 2 - ln 2 = 0; every
 * other run occurs in at most one, so it weighs L = ln 2. Captions of two words have no runs of 3 and 4, which count 0.
 */
class CiderDTest {

    private static final List<List<String>> DOG = List.of(CaptionWords.of("a dog"));
    private static final List<List<String>> CAT = List.of(CaptionWords.of("a cat"));

    /** exp(-d^2 / (2 x 6^2)) for captions that differ by d = 1 pair of words. */
    private static final double ONE_PAIR_LONGER = Math.exp(-1.0 / 72);

    private final CiderD cider = new CiderD(List.of(DOG, CAT));

    /** Cosine 1 for single words and for pairs, 0 for 3 and 4 words: 10 x (1 + 1 + 0 + 0) / 4. */
    @Test
    void shouldScoreTheSameCaption() {
        assertThat(cider.of(new Candidate(CaptionWords.of("a dog"), DOG))).isCloseTo(5, within(1e-9));
    }

    /** "a" weighs nothing and nothing else is common. */
    @Test
    void shouldNotCountWordsThatEveryPhotoHas() {
        assertThat(cider.of(new Candidate(CaptionWords.of("a dog"), CAT))).isZero();
    }

    /**
     * Single words: caption (dog L, runs L), reference (dog L): L^2 / (L sqrt 2 x L) = 1 / sqrt 2. Pairs: ("a dog" L, "dog
     * runs" L) against ("a dog" L): 1 / sqrt 2. Two pairs against one.
     */
    @Test
    void shouldPunishAnotherLength() {
        assertThat(cider.of(new Candidate(CaptionWords.of("a dog runs"), DOG)))
                .isCloseTo(10 * 2 / Math.sqrt(2) / 4 * ONE_PAIR_LONGER, within(1e-9));
    }

    /** Caption (dog 2L), reference (dog L): min(2L, L) x L / (2L x L) = 1/2; no pair in common, one pair against one. */
    @Test
    void shouldClipRepeatedWords() {
        assertThat(cider.of(new Candidate(CaptionWords.of("dog dog"), DOG))).isCloseTo(10 * 0.5 / 4, within(1e-9));
    }

    /** 5 against "a dog" and 0 against "a cat". */
    @Test
    void shouldAverageOverReferences() {
        List<List<String>> both = List.of(DOG.get(0), CAT.get(0));

        assertThat(cider.of(new Candidate(CaptionWords.of("a dog"), both))).isCloseTo(2.5, within(1e-9));
    }

    /** All four runs lengths match: 10 x 4 / 4. */
    @Test
    void shouldReachTenForALongEnoughCaption() {
        List<List<String>> sentence = List.of(CaptionWords.of("two men ride horses"));
        CiderD corpus = new CiderD(List.of(sentence, CAT));

        assertThat(corpus.of(new Candidate(sentence.get(0), sentence))).isCloseTo(10, within(1e-9));
    }

    @Test
    void shouldTakeTheCorpusFromTheCandidatesReferences() {
        List<Candidate> candidates =
                List.of(new Candidate(CaptionWords.of("a dog"), DOG), new Candidate(CaptionWords.of("a dog"), CAT));

        assertThat(CiderD.mean(candidates)).isCloseTo(2.5, within(1e-9));
    }

    @Test
    void shouldScoreAnEmptyCaptionWithZero() {
        assertThat(cider.of(new Candidate(List.of(), DOG))).isZero();
    }
}
