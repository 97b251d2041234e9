package io.fourfold.topology.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fourfold.schemas.SearchAnswered;
import io.fourfold.schemas.SearchCandidate;
import io.fourfold.schemas.SearchInverted;
import io.fourfold.topology.error.FailureKind;
import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.store.ActiveStores;
import io.fourfold.topology.store.SimilarityStoreSupplier;
import io.fourfold.topology.store.StoreAge;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardSearcherTest {

    private static final String STORE = "similarity";

    private final ActiveStores active = new ActiveStores(() -> true);
    private boolean complete = true;
    private final ShardSearcher searcher = new ShardSearcher(STORE, Optional.of("v1"), () -> complete);

    @TempDir
    Path directory;

    private MockProcessorContext<String, SearchAnswered> context;
    private KeyValueStore<String, IndexedImage> store;

    @BeforeEach
    void setUp() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        properties.put(ActiveStores.CONFIG_KEY, active);
        context = new MockProcessorContext<>(properties, new TaskId(0, 0), directory.toFile());
        context.setCurrentSystemTimeMs(0);
        store = new SimilarityStoreSupplier(STORE, new Axes(2, List.of()))
                .builder(StoreAge.UNLIMITED)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        store.put("photo-1", new IndexedImage(Optional.empty(), Optional.empty(), "v1", "ab", new float[] {1, 0}));
        searcher.init(context);
        active.begins(STORE, 0);
    }

    @AfterEach
    void tearDown() {
        store.close();
    }

    @Test
    void shouldAnswerWithItsPhotos() {
        searcher.process(search("v1", 1f, 0f));

        assertThat(context.forwarded())
                .singleElement()
                .satisfies(forwarded -> assertThat(forwarded.record().value().getCandidates())
                        .extracting(SearchCandidate::getImageId)
                        .containsExactly("photo-1"));
    }

    @Test
    void shouldLeaveSearchOfAnotherNetworkToItsIndex() {
        searcher.process(search("v2", 1f, 0f));

        assertThat(context.forwarded()).isEmpty();
    }

    @Test
    void shouldLeaveSearchToTheIndexBeforeItUntilItIsComplete() {
        complete = false;
        searcher.process(search("v1", 1f, 0f));

        assertThat(context.forwarded()).isEmpty();
    }

    @Test
    void shouldAnswerOnceItsStoreHasCaughtUp() {
        active.ends(STORE, 0);
        searcher.process(search("v1", 1f, 0f));
        tick();
        assertThat(context.forwarded()).isEmpty();

        active.begins(STORE, 0);
        tick();
        tick();
        assertThat(context.forwarded()).hasSize(1);
    }

    private void tick() {
        context.scheduledPunctuators()
                .forEach(punctuator -> punctuator.getPunctuator().punctuate(0));
    }

    @Test
    void shouldTrySearchAgainIfItsStoreIsClosed() {
        store.close();
        active.begins(STORE, 0);

        assertThat(FailureKind.of(catchThrowable(() -> searcher.process(search("v1", 1f, 0f)))))
                .isEqualTo(FailureKind.TRANSIENT);
    }

    @Test
    void shouldNotTrySearchAgainThatCannotBeAnswered() {
        assertThat(FailureKind.of(catchThrowable(() -> searcher.process(search("v1", 1f)))))
                .isEqualTo(FailureKind.PERMANENT);
        assertThat(FailureKind.of(catchThrowable(() -> searcher.process(search("v1", 1f, Float.NaN)))))
                .isEqualTo(FailureKind.PERMANENT);
    }

    private static Record<String, SearchInverted> search(String modelVersion, Float... vector) {
        return new Record<>(
                "query-1",
                new SearchInverted(
                        List.of(vector), modelVersion, 10, false, null, null, 0, Instant.EPOCH, Instant.EPOCH, false),
                0);
    }
}
