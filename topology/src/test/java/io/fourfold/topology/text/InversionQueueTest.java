package io.fourfold.topology.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.Network;
import io.fourfold.model.decoder.Caption;
import io.fourfold.model.image.DecodedPhoto;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.model.words.LearnedWord;
import io.fourfold.model.words.WordVectors;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.text.InversionResult.Inverted;
import io.fourfold.topology.text.InversionResult.Refused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InversionQueueTest {

    private static final int CAPACITY = 3;
    private static final int BATCH = 2;
    private static final int REMEMBERED = 2;

    private final GatedNetwork network = new GatedNetwork();
    private final InversionQueue queue = new InversionQueue(
            new BatchInversion(network), new SearchMetrics(new SimpleMeterRegistry()), CAPACITY, BATCH, REMEMBERED);

    @AfterEach
    void tearDown() {
        queue.close();
    }

    @Test
    void shouldInvertTogetherWhatWaitsTogether() throws Exception {
        List<CompletableFuture<InversionResult>> results = occupyAndFill();
        network.gate.release(10);

        for (CompletableFuture<InversionResult> result : results) {
            assertThat(result.get(10, TimeUnit.SECONDS)).isInstanceOf(Inverted.class);
        }
        assertThat(network.batches()).containsExactly(1, 2, 1);
    }

    @Test
    void shouldTakeOnNoMoreThanItsCapacity() {
        occupyAndFill();

        assertThatThrownBy(() -> queue.invert("woman women", SearchMethod.INVERSION))
                .isInstanceOf(TooManySearchesException.class)
                .hasMessageContaining("3 searches are waiting");
    }

    @Test
    void shouldRememberWhatWasInvertedWhateverItsCase() throws Exception {
        network.gate.release(10);
        queue.invert("dog", SearchMethod.INVERSION).get(10, TimeUnit.SECONDS);

        InversionResult again = queue.invert("Dog!", SearchMethod.INVERSION).get(10, TimeUnit.SECONDS);

        assertThat(again).isInstanceOf(Inverted.class);
        assertThat(network.batches()).containsExactly(1);
    }

    @Test
    void shouldForgetWhatWasLeastRecentlyUsed() throws Exception {
        network.gate.release(10);
        for (String text : List.of("dog", "man", "dog", "woman", "dog", "man")) {
            queue.invert(text, SearchMethod.INVERSION).get(10, TimeUnit.SECONDS);
        }

        assertThat(network.batches()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void shouldInvertAgainForAnotherNetwork() throws Exception {
        network.gate.release(10);
        queue.invert("dog", SearchMethod.INVERSION).get(10, TimeUnit.SECONDS);
        network.version = "test-2";

        queue.invert("dog", SearchMethod.INVERSION).get(10, TimeUnit.SECONDS);

        assertThat(network.batches()).containsExactly(1, 1);
    }

    @Test
    void shouldInvertAgainByAnotherMethod() throws Exception {
        network.gate.release(10);
        queue.invert("dog", SearchMethod.INVERSION).get(10, TimeUnit.SECONDS);

        queue.invert("dog", SearchMethod.PLAIN).get(10, TimeUnit.SECONDS);

        assertThat(network.batches()).containsExactly(1, 1);
    }

    @Test
    void shouldNotMixMethodsInABatch() throws Exception {
        CompletableFuture<InversionResult> first = queue.invert("dog", SearchMethod.INVERSION);
        Awaitility.await().until(network.gate::hasQueuedThreads);
        CompletableFuture<InversionResult> plain = queue.invert("man", SearchMethod.PLAIN);
        CompletableFuture<InversionResult> last = queue.invert("woman", SearchMethod.INVERSION);
        network.gate.release(10);

        CompletableFuture.allOf(first, plain, last).get(10, TimeUnit.SECONDS);

        assertThat(network.batches()).containsExactly(1, 1, 1);
    }

    @Test
    void shouldRefuseTextWithoutAKnownWord() throws Exception {
        network.gate.release(10);

        assertThat(queue.invert("xylophone", SearchMethod.INVERSION).get(10, TimeUnit.SECONDS))
                .isInstanceOf(Refused.class);
    }

    /** One text that is being inverted, and as many behind it as may wait. */
    private List<CompletableFuture<InversionResult>> occupyAndFill() {
        CompletableFuture<InversionResult> first = queue.invert("dog", SearchMethod.INVERSION);
        Awaitility.await().until(network.gate::hasQueuedThreads);
        return List.of(
                first,
                queue.invert("man", SearchMethod.INVERSION),
                queue.invert("woman", SearchMethod.INVERSION),
                queue.invert("women", SearchMethod.INVERSION));
    }

    /** Searches only as often as the gate lets it. */
    private static final class GatedNetwork implements Network {

        private final TestNetwork network = new TestNetwork();
        private final Semaphore gate = new Semaphore(0);
        private volatile String version = TestNetwork.VERSION;

        List<Integer> batches() {
            return network.textSearch().batches();
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public DecodedPhoto decode(byte[] file) {
            return network.decode(file);
        }

        @Override
        public float[] embed(DecodedPhoto photo) {
            return network.embed(photo);
        }

        @Override
        public List<Caption> captions(float[] embedding) {
            return network.captions(embedding);
        }

        @Override
        public TextSearch textSearch() {
            gate.acquireUninterruptibly();
            return network.textSearch();
        }

        @Override
        public WordVectors words() {
            return network.words();
        }

        @Override
        public List<LearnedWord> vocabulary() {
            return network.vocabulary();
        }

        @Override
        public void close() {}
    }
}
