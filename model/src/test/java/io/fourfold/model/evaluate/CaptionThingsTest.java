package io.fourfold.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptionThingsTest {

    @ParameterizedTest
    @CsvSource({
        "a brown dog is running through the grass, dog grass",
        "two men in red shirts are sitting on a bench, men shirts bench",
        "a group of people are standing in front of a large building, people building",
        "a plate of food is on top of the table, food table",
        "dogs play, ''",
    })
    void shouldFindWhatACaptionNames(String caption, String things) {
        List<String> words = List.of(caption.split(" "));

        assertThat(CaptionThings.in(words).stream().map(words::get).toList())
                .containsExactlyElementsOf(things.isEmpty() ? List.of() : List.of(things.split(" ")));
    }
}
