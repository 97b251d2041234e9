package io.fourfold.topology.words;

import static io.fourfold.topology.words.TestWords.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fourfold.model.Network;
import io.fourfold.model.words.LearnedWord;
import io.fourfold.model.words.ScoredWord;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.serde.RegistryUnavailableException;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class WordStoreTest {

    private static final LearnedWord SUN = new LearnedWord("sun", 3, new float[] {1, 0});
    private static final LearnedWord MOON = new LearnedWord("moon", 2, new float[] {1, 1});
    private static final LearnedWord SEA = new LearnedWord("sea", 1, new float[] {0, 1});

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WordStore store = TestWords.store(new FourfoldMetrics(registry));

    @Test
    void shouldAnswerAsTheNetworkDoes() {
        Network network = new TestNetwork();

        VersionedWords words = TestWords.storeOf(network).words();

        assertThat(words.modelVersion()).isEqualTo(network.version());
        assertThat(words.vectors().words()).isEqualTo(network.words().words());
        assertThat(words.vectors().similar("man", 4)).isEqualTo(network.words().similar("man", 4));
        assertThat(words.vectors().analogy("man", "men", "woman", 2))
                .isEqualTo(network.words().analogy("man", "men", "woman", 2));
    }

    @Test
    void shouldNotAnswerBeforeAllWordsOfANetworkHaveArrived() {
        read(SUN, "one", 2);

        assertThatExceptionOfType(NotReadyException.class).isThrownBy(store::words);
    }

    @Test
    void shouldAnswerFromTheNetworkBeforeUntilTheNextOneIsComplete() {
        readAll("one", SUN, MOON);
        read(MOON, "two", 3);
        read(SEA, "two", 3);

        assertThat(store.words().modelVersion()).isEqualTo("one");
        assertThat(store.words().vectors().words()).containsExactly("sun", "moon");
    }

    @Test
    void shouldForgetTheNetworkBeforeOnceTheNextOneIsComplete() {
        readAll("one", SUN, MOON);
        store.read(entry("sun", null));
        readAll("two", MOON, SEA);

        assertThat(store.words().modelVersion()).isEqualTo("two");
        assertThat(store.words().vectors().similar("sea", 5))
                .extracting(ScoredWord::word)
                .containsExactly("moon");
    }

    @Test
    void shouldPassOverWhatIsNoWord() {
        Serde<ImageCaptioned> other = TestDriver.serdes("words").forValues();
        store.read(entry("sun", new byte[] {1, 2, 3}));
        store.read(entry(
                "moon",
                other.serializer()
                        .serialize(
                                TestWords.TOPIC, new ImageCaptioned(List.of(), "one", "ab", null, null, null, null))));
        readAll("one", SUN, MOON);

        assertThat(store.words().vectors().words()).containsExactly("sun", "moon");
        assertThat(registry.get("fourfold.words.unreadable").counter().count()).isEqualTo(2);
    }

    @Test
    void shouldNotTakeWordsWhoseVectorsDifferInLengthForComplete() {
        read(SUN, "one", 2);
        read(new LearnedWord("moon", 2, new float[] {1}), "one", 2);

        assertThatExceptionOfType(NotReadyException.class).isThrownBy(store::words);
    }

    @Test
    void shouldLeaveAWordUnreadWhileTheRegistryIsDown() {
        WordStore unreachable = new WordStore(
                (topic, bytes) -> {
                    throw new RegistryUnavailableException("down", null);
                },
                new FourfoldMetrics(registry));

        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> unreachable.read(entry(SUN, "one", 1)));
    }

    private void readAll(String modelVersion, LearnedWord... words) {
        for (LearnedWord word : words) {
            read(word, modelVersion, words.length);
        }
    }

    private void read(LearnedWord word, String modelVersion, int vocabularySize) {
        store.read(entry(word, modelVersion, vocabularySize));
        store.upToDate();
    }
}
