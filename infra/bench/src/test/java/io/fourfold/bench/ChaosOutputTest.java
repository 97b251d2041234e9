package io.fourfold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ChaosOutputTest {

    private static final TopicPartition PARTITION = new TopicPartition("captions", 0);
    private static final Map<String, List<Optional<String>>> EXPECTED = Map.of(
            "statue", List.of(Optional.of("statue")),
            "road", List.of(Optional.of("road")),
            "deleted", List.of(Optional.of("statue"), Optional.empty()),
            "again", List.of(Optional.of("statue"), Optional.of("road")));

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private long offset;

    @Test
    void shouldFindNothingInTheOutputOfARunWithoutFaults() {
        references();
        photos();

        assertThat(differing()).isEmpty();
    }

    @Test
    void shouldFindWhatIsMissing() {
        references();
        record("deleted", "statue caption");
        record("again", "statue caption");

        assertThat(differing())
                .containsExactly(
                        "again: [Optional[statue]] instead of [Optional[statue], Optional[road]]",
                        "deleted: [Optional[statue]] instead of [Optional[statue], Optional.empty]");
    }

    @Test
    void shouldFindWhatIsThereTwice() {
        references();
        photos();
        record("again", "road caption");

        assertThat(differing()).singleElement().asString().startsWith("again: ");
    }

    @Test
    void shouldFindTheDescriptionOfAnotherPhoto() {
        references();
        record("deleted", "statue caption");
        record("deleted", null);
        record("again", "road caption");
        record("again", "statue caption");

        assertThat(differing())
                .containsExactly(
                        "again: [Optional[road], Optional[statue]] instead of" + " [Optional[statue], Optional[road]]");
    }

    @Test
    void shouldFindADescriptionThatNoReferenceHas() {
        references();
        record("deleted", "half a caption");
        record("deleted", null);
        record("again", "statue caption");
        record("again", "road caption");

        assertThat(differing()).singleElement().asString().startsWith("deleted: [Optional[something else], ");
    }

    @Test
    void shouldFindAPhotoThatNobodyUploaded() {
        references();
        photos();
        record("unknown", "statue caption");

        assertThat(differing()).containsExactly("unknown: [Optional[statue]] instead of []");
    }

    @Test
    void shouldFindNothingAlikeWithoutItsReference() {
        record("road", "road caption");
        photos();

        assertThat(differing()).hasSize(3);
    }

    @Test
    void shouldFindADeletedPhotoThatIsBack() {
        references();
        photos();
        record("deleted", "statue caption");

        try (ChaosOutput output = output()) {
            assertThat(output.differing(EXPECTED, Duration.ofMillis(50)))
                    .singleElement()
                    .asString()
                    .startsWith("deleted: ");
            assertThat(output.back(EXPECTED)).containsExactly("deleted");
        }
    }

    private void references() {
        record("statue", "statue caption");
        record("road", "road caption");
    }

    private void photos() {
        record("deleted", "statue caption");
        record("again", "statue caption");
        record("deleted", null);
        record("again", "road caption");
    }

    private void record(String id, String value) {
        if (offset == 0) {
            Node node = new Node(1, "localhost", 9092);
            consumer.updatePartitions(
                    PARTITION.topic(),
                    List.of(new PartitionInfo(PARTITION.topic(), 0, node, new Node[] {node}, new Node[] {node})));
            consumer.assign(List.of(PARTITION));
            consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        }
        byte[] bytes = value == null ? null : value.getBytes();
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset++, id, bytes));
        consumer.updateEndOffsets(Map.of(PARTITION, offset));
    }

    private List<String> differing() {
        try (ChaosOutput output = output()) {
            assertThat(output.back(EXPECTED)).isEmpty();
            return output.differing(EXPECTED, Duration.ofMillis(50));
        }
    }

    private ChaosOutput output() {
        return new ChaosOutput(consumer, PARTITION.topic(), ByteBuffer::wrap);
    }
}
