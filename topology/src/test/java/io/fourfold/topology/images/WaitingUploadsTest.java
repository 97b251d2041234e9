package io.fourfold.topology.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class WaitingUploadsTest {

    private final MockProcessorContext<String, Object> context = new MockProcessorContext<>();
    private final WaitingUploads waiting = open();

    @Test
    void shouldGiveThoseThatAreDueInOrder() {
        waiting.put("later", upload(300), Optional.empty());
        waiting.put("first", upload(100), Optional.empty());
        waiting.put("second", upload(200), Optional.empty());

        assertThat(due(250)).contains("first");
        assertThat(due(250)).contains("second");
        assertThat(due(250)).isEmpty();
    }

    @Test
    void shouldPutOffWhatWaitsForAStoreThatIsAway() {
        waiting.put("away", upload(100), Optional.of("http://store"));
        waiting.put("other", upload(200), Optional.empty());

        assertThat(waiting.takeDue(250, "http://store"::equals, 1_250)).contains("other");
        assertThat(due(1_000)).isEmpty();
        assertThat(due(1_250)).contains("away");
    }

    @Test
    void shouldKnowAfterARestartWhatWaits() {
        waiting.put("waiting", upload(100), Optional.of("http://store"));
        waiting.put("gone", upload(100), Optional.empty());
        waiting.remove("gone");

        WaitingUploads restarted = new WaitingUploads(context);

        assertThat(restarted.takeDue(100, store -> false, 0)).contains("waiting");
        assertThat(restarted.takeDue(100, store -> false, 0)).isEmpty();
    }

    @Test
    void shouldKnowHowManyHaveFailedAndSinceWhen() {
        waiting.put("just come", upload(0), Optional.empty());
        assertThat(waiting.backlog().count()).isZero();

        waiting.put("first", upload(0).failed(new IllegalStateException(), false, 1_000), Optional.empty());
        waiting.put("second", upload(0).failed(new IllegalStateException(), false, 5_000), Optional.empty());
        waiting.postpone("first", 9_000, Optional.empty());

        for (WaitingUploads known : List.of(waiting, new WaitingUploads(context))) {
            assertThat(known.backlog().count()).isEqualTo(2);
            assertThat(known.backlog().seconds(11_000)).isEqualTo(10);
        }
    }

    @Test
    void shouldKeepAllThatIsKnownOfAnUpload() {
        WaitingUpload upload = new WaitingUpload(
                new byte[] {0, 1, 2},
                new RecordHeaders()
                        .add("trace", "42".getBytes(StandardCharsets.UTF_8))
                        .add("empty", null),
                1_000,
                3,
                17,
                2,
                2_000,
                3_000,
                4_000,
                List.of("first", "last"));
        WaitingUploadSerde serde = new WaitingUploadSerde();

        WaitingUpload read =
                serde.deserializer().deserialize("topic", serde.serializer().serialize("topic", upload));

        assertThat(read).usingRecursiveComparison().isEqualTo(upload);
    }

    @Test
    void shouldRememberTheFirstFailureAndTheLastOnes() {
        WaitingUpload upload = upload(0);
        for (int failure : IntStream.rangeClosed(1, 30).toArray()) {
            upload = upload.failed(new IllegalStateException("failure " + failure), false, failure * 1_000L);
        }

        assertThat(upload.attempts()).isEqualTo(30);
        assertThat(upload.firstFailure()).isEqualTo(1_000);
        assertThat(upload.history()).hasSize(10).first().asString().endsWith("failure 1");
        assertThat(upload.history()).last().asString().endsWith("failure 30");
    }

    private Optional<String> due(long now) {
        return waiting.takeDue(now, store -> false, now);
    }

    private WaitingUploads open() {
        KeyValueStore<String, WaitingUpload> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(WaitingUploads.STORE), Serdes.String(), new WaitingUploadSerde())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return new WaitingUploads(context);
    }

    private static WaitingUpload upload(long notBefore) {
        return new WaitingUpload(new byte[0], new RecordHeaders(), 0, 0, 0, 0, 0, 0, notBefore, List.of());
    }
}
