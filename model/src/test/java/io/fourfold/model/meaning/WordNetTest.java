package io.fourfold.model.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordNetTest {

    @TempDir
    Path folder;

    private WordNet wordNet;

    @BeforeEach
    void open() throws IOException {
        wordNet = WordNet.open(new TinyWordNet()
                .with("noun", "settee", "a small sofa; \"he sat on the settee\"")
                .with("noun", "lorry", "a large truck (British)")
                .with("noun", "mouse", "any of numerous small rodents")
                .with("verb", "munch", "chew noisily")
                .with("adv", "quickly", "with little or no delay")
                .withIrregular("noun", "mice", "mouse")
                .write(folder.resolve("tiny.jar")));
    }

    @Test
    void shouldDefineWords() {
        assertThat(wordNet.definition("settee")).as("without the example").hasValue("a small sofa");
        assertThat(wordNet.definition("lorry")).hasValue("a large truck");
        assertThat(wordNet.definition("quickly")).hasValue("with little or no delay");
    }

    @Test
    void shouldDefineFormsOfWords() {
        assertThat(wordNet.definition("lorries")).hasValue("a large truck");
        assertThat(wordNet.definition("mice")).hasValue("any of numerous small rodents");
        assertThat(wordNet.definition("munching")).hasValue("chew noisily");
    }

    @Test
    void shouldNotDefineOtherWords() {
        assertThat(wordNet.definition("because")).isEmpty();
        assertThat(wordNet.definition("s")).isEmpty();
    }

    @Test
    void shouldRefuseAJarWithoutDictionary() throws IOException {
        Path jar = new TinySentenceEncoder(2).write(folder.resolve("encoder.jar"));

        assertThatThrownBy(() -> WordNet.open(jar))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("no index.noun of WordNet in");
    }
}
