package io.fourfold.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PresentKeysTest {

    private final PresentKeys keys = new PresentKeys();

    @Test
    void shouldCountKeysThatHaveAValueOnceAllHaveBeenRead() {
        keys.beginning();
        keys.read(record("a", new byte[1]));
        keys.read(record("b", new byte[1]));
        keys.read(record("a", new byte[2]));
        keys.read(record("b", null));
        assertThat(keys.count()).isEmpty();

        keys.upToDate();
        assertThat(keys.count()).hasValue(1);
    }

    private static ConsumerRecord<String, byte[]> record(String key, byte[] value) {
        return new ConsumerRecord<>("photos.image.retry", 0, 0, key, value);
    }
}
