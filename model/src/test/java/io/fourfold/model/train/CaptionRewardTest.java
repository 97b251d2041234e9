package io.fourfold.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
            vocabulary,
            0);

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

    @Test
    void shouldChargeForMisnamingAsMuchForFewWomenAsForManyMen() {
        List<String> men = List.of("a man sings", "a man sings", "the man sings");
        List<String> women = List.of("a woman sings", "a woman sings", "the woman sings");
        Vocabulary words = Vocabulary.learn(List.of("a man sings", "a woman sings", "the person and"), 1);
        List<CaptionedPhoto> photos = List.of(
                new CaptionedPhoto("1.jpg", FEATURES, men, 1),
                new CaptionedPhoto("2.jpg", FEATURES, men, 1),
                new CaptionedPhoto("3.jpg", FEATURES, men, 1),
                new CaptionedPhoto("4.jpg", FEATURES, women, 1));
        CaptionReward free = new CaptionReward(photos, words, 0);
        CaptionReward charging = new CaptionReward(photos, words, 0.3);

        assertThat(difference(free, charging, 0, words.tokens("a woman sings"))).isCloseTo(0.2, within(1e-9));
        assertThat(difference(free, charging, 3, words.tokens("a man sings"))).isCloseTo(0.6, within(1e-9));
        assertThat(difference(free, charging, 3, words.tokens("a person sings")))
                .isZero();
        assertThat(difference(free, charging, 3, words.tokens("a man and a woman")))
                .isZero();
    }

    private static double difference(CaptionReward free, CaptionReward charging, int photo, int[] caption) {
        return free.of(photo, caption) - charging.of(photo, caption);
    }

    private double of(int photo, String caption) {
        return reward.of(photo, vocabulary.tokens(caption));
    }
}
