package io.fourfold.model.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleQueryTest {

    @ParameterizedTest
    @CsvSource({
        "a dog, A brown dog runs ., true",
        "a dog, A cat sleeps ., false",
        "a dog, A hotdog stand ., false",
        "a boy smiling, A boy is grinning at the camera ., true",
        "a boy smiling, A boy jumps ., false",
        "a boy smiling, A smiling woman ., false",
        "two children playing in the water, Two boys splash in a pool ., true",
        "two children playing in the water, Two boys play football ., false",
        "two children playing in the water, A girl swims in the water ., false",
        "a man on a bicycle, A cyclist races downhill ., true",
        "a man on a bicycle, A man on a motorcycle ., false",
        "snow, A skier jumps ., true",
        "snow, A man in the sand ., false",
    })
    void shouldTellRightPhotosByTheirCaptions(String query, String caption, boolean right) {
        assertThat(example(query).isAnsweredBy(List.of(caption))).isEqualTo(right);
    }

    @Test
    void shouldTakeThePhotosCaptionsTogether() {
        assertThat(example("a boy smiling").isAnsweredBy(List.of("A boy on a swing .", "A child laughs .")))
                .isTrue();
        assertThat(example("a boy smiling").isAnsweredBy(List.of())).isFalse();
    }

    @Test
    void shouldTellHowOftenOtherPeopleConfirmACaption() {
        assertThat(example("snow")
                        .agreement(List.of(
                                List.of("A dog in the snow .", "Snow everywhere .", "A dog ."),
                                List.of("A man skiing .", "A man outside .", "A man ."),
                                List.of("A beach .", "Sand ."))))
                .isEqualTo(new ExampleQuery.Agreement(3, 2));
    }

    private static ExampleQuery example(String text) {
        return ExampleQuery.all().stream()
                .filter(example -> example.text().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
