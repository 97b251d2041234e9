package io.fourfold.model.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.model.words.Vocabulary;
import io.fourfold.model.words.WordMeaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a word means, with an encoder that has a direction for animals, one for vehicles and one for theories. */
class BundleMeaningsTest {

    @TempDir
    Path folder;

    private final Vocabulary vocabulary = Vocabulary.learn(List.of("a dog and a cat", "the car of a dog"), 1);
    private SentenceEncoder encoder;
    private WordNet dictionary;

    @BeforeEach
    void writeEncoder() throws IOException {
        encoder = SentenceEncoder.open(new TinySentenceEncoder(3)
                .with("dog", 1, 0.1f, 0)
                .with("cat", 1, -0.1f, 0)
                .with("car", 0, 1, 0)
                .with("and", 0, 0, 1)
                .with("the", 0, 0, 1)
                .with("pooch", 1, 0.3f, 0)
                .with("lorry", 0.1f, 1, 0)
                .with("theory", 0, 0, 1)
                .with("set", 0, 0, 1)
                .with("##tee", 0, 0, 1)
                .with("because", 1, 0, 0)
                .write(folder.resolve("tiny.jar")));
        dictionary = WordNet.open(new TinyWordNet()
                .with("noun", "dog", "a dog")
                .with("noun", "pooch", "a dog")
                .with("noun", "lorry", "a car")
                .with("noun", "theory", "a theory")
                .with("noun", "settee", "a car")
                .write(folder.resolve("dictionary.jar")));
    }

    @Test
    void shouldFindTheNearestWordsOfTheVocabulary() {
        SortedMap<String, List<WordMeaning>> meanings = train("pooch", "lorry");

        assertThat(meanings.get("pooch"))
                .extracting(WordMeaning::word)
                .as("the dog is nearest, the car is far away")
                .startsWith("dog")
                .doesNotContain("car");
        assertThat(meanings.get("pooch").get(0).weight()).isEqualTo(1);
        assertThat(meanings.get("lorry")).extracting(WordMeaning::word).containsExactly("car");
    }

    @Test
    void shouldLeaveUnknownWhatIsNearToNothing() {
        assertThat(train("theory")).isEmpty();
    }

    @Test
    void shouldTrustTheDictionaryRatherThanTheSpelling() {
        assertThat(train("settee").get("settee")).extracting(WordMeaning::word).containsExactly("car");
    }

    @Test
    void shouldLeaveUnknownWhatTheDictionaryDoesNotDefine() {
        assertThat(train("because")).isEmpty();
    }

    @Test
    void shouldLeaveOutWordsOfTheVocabulary() {
        assertThat(train("dog", "pooch")).containsOnlyKeys("pooch");
    }

    @Test
    void shouldReadCommonWordsOfAllSpellings() throws IOException {
        for (String spelling : List.of("english", "american", "british")) {
            for (int size : List.of(10, 20, 35, 40, 50, 55)) {
                Files.writeString(folder.resolve(spelling + "-words-" + size + ".json"), "[]");
            }
        }
        Files.writeString(folder.resolve("english-words-10.json"), "[\"harbours\", \"o'clock\", \"ox\", \"Paris\"]");
        Files.writeString(folder.resolve("british-words-55.json"), "[\"harbour\"]");

        assertThat(CommonWords.read(folder)).isEqualTo(Set.of("harbour", "harbours"));
    }

    private SortedMap<String, List<WordMeaning>> train(String... words) {
        return new WordMeaningTraining(encoder, dictionary, line -> {}).train(vocabulary, List.of(words));
    }
}
