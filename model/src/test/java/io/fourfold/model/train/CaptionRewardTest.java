package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.words.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptionRewardTest {

    private static final PhotoFeatures FEATURES = new PhotoFeatures(new float[1], new float[1]);
    private static final List<String> DOG = List.of("a dog runs in a field", "a brown dog runs in a green field");
    private static final List<String> BOY = List.of("a boy swims in a pool", "the boy is in a pool");

    private final Vocabulary vocabulary =
            Vocabulary.learn(List.of(DOG, BOY).stream().flatMap(List::stream).toList(), 1);
    private final CaptionReward reward = new CaptionReward(
            List.of(new CaptionedPhoto("dog.jpg", FEATURES, DOG, 1), new CaptionedPhoto("boy.jpg", FEATURES, BOY, 1)),
            vocabulary);

    @Test
    void shouldPreferWhatPeopleSaidAboutThisPhoto() {
        assertThat(of(0, "a dog runs in a field")).isGreaterThan(of(0, "a boy swims in a pool"));
        assertThat(of(1, "a boy swims in a pool")).isGreaterThan(of(1, "a dog runs in a field"));
    }

    @Test
    void shouldPreferACaptionThatEndsWhereAPersonWouldEnd() {
        assertThat(of(0, "a dog runs in a field")).isGreaterThan(1.2 * of(0, "a dog runs in a"));
    }

    @Test
    void shouldNotRewardRepetition() {
        assertThat(of(0, "a dog runs in a field")).isGreaterThan(of(0, "a dog dog runs runs in a field"));
    }

    private double of(int photo, String caption) {
        return reward.of(photo, vocabulary.tokens(caption));
    }
}
