package io.fourfold.topology.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class OpenLettersTest {

    private final OpenLetters letters = new OpenLetters();

    @Test
    void shouldCountThoseThatNobodyHasDealtWith() {
        letters.beginning();
        letters.read(record(0, 0));
        letters.read(record(0, 1));
        letters.read(record(1, 0));
        assertThat(letters.count(Map.of())).isEmpty();
        letters.upToDate();
        assertThat(letters.count(Map.of())).hasValue(3);

        letters.read(resolving("0-1"));
        letters.read(resolving("0-1"));
        assertThat(letters.count(Map.of())).hasValue(2);
    }

    @Test
    void shouldForgetThoseThatHaveExpired() {
        letters.read(record(0, 5));
        letters.read(record(0, 6));
        letters.read(record(1, 5));
        letters.upToDate();

        assertThat(letters.count(Map.of(0, 6L, 1, 0L))).hasValue(2);
    }

    private static ConsumerRecord<String, byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>("photos.image.dead-letter", partition, offset, "photo", new byte[1]);
    }

    private static ConsumerRecord<String, byte[]> resolving(String id) {
        ConsumerRecord<String, byte[]> entry = record(0, 9);
        entry.headers().add("fourfold.dlq.resolved", id.getBytes(StandardCharsets.UTF_8));
        return entry;
    }
}
