package io.fourfold.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.model.words.CaptionWords;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BaselinesTest {

    private static final List<List<List<String>>> CORPUS = List.of(
            references("a dog runs on the grass", "the dog the the dog"),
            references("a dog plays with a ball", "a brown dog"),
            references("two men ride horses", "men on horses on the beach"));

    @Test
    void shouldCountForEveryPhotoAtOnceAsOneByOne() {
        ConstantCaption constants = new ConstantCaption(CORPUS);
        for (String text :
                List.of("a dog runs", "the the the dog", "zebra", "a", "men on horses on the grass on the")) {
            List<String> caption = CaptionWords.of(text);
            List<Candidate> oneByOne = CORPUS.stream()
                    .map(references -> new Candidate(caption, references))
                    .toList();

            assertThat(constants.counts(caption)).usingRecursiveComparison().isEqualTo(BleuCounts.of(oneByOne));
        }
    }

    @Test
    void shouldChooseTheConstantCaptionOfTheHighestBleu() {
        List<String> best =
                new ConstantCaption(CORPUS).best(references("a zebra eats", "a dog runs on the grass", "two men"));

        assertThat(best).isEqualTo(CaptionWords.of("a dog runs on the grass"));
    }

    @Test
    void shouldRefuseToChooseFromNothing() {
        ConstantCaption constants = new ConstantCaption(CORPUS);

        assertThatThrownBy(() -> constants.best(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNeverGiveAPhotoItsOwnCaptionAtRandom() {
        List<List<List<String>>> nothingInCommon =
                List.of(references("a b c d", "a b c d e"), references("f g h i"), references("k l m n"));

        for (int seed = 0; seed < 50; seed++) {
            CaptionScores scores =
                    new Baselines(nothingInCommon).random(new Random(seed)).orElseThrow();
            assertThat(scores.bleu1()).isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void shouldHaveNoRandomCaptionForASinglePhoto() {
        assertThat(new Baselines(CORPUS.subList(0, 1)).random(new Random(1))).isEmpty();
    }

    @Test
    void shouldScoreTheFirstHumanCaptionAgainstTheOthers() {
        Baselines baselines =
                new Baselines(List.of(references("a b c d", "a b c d", "x"), references("e f g h", "y", "e f g h")));

        assertThat(baselines.human().orElseThrow().bleu4()).isCloseTo(100, within(1e-4));
    }

    @Test
    void shouldHaveNoHumanScoreIfAPhotoHasOneCaptionOnly() {
        assertThat(new Baselines(List.of(references("a b", "a b"), references("c d"))).human())
                .isEmpty();
    }

    private static List<List<String>> references(String... captions) {
        return List.of(captions).stream().map(CaptionWords::of).toList();
    }
}
