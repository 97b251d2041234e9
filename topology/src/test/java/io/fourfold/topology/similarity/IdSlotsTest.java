package io.fourfold.topology.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdSlotsTest {

    private final Map<Integer, byte[]> ids = new HashMap<>();
    private final IdSlots slots = new IdSlots(ids::get);

    @Test
    void shouldFindWhatWasAdded() {
        add("a", 7);
        add("b", 0);

        assertThat(slots.find(bytes("a"))).isEqualTo(7);
        assertThat(slots.find(bytes("b"))).isZero();
        assertThat(slots.find(bytes("c"))).isEqualTo(-1);
    }

    @Test
    void shouldForgetWhatWasRemoved() {
        add("a", 7);
        slots.remove(bytes("a"));

        assertThat(slots.find(bytes("a"))).isEqualTo(-1);
        assertThat(slots.size()).isZero();
    }

    @Test
    void shouldAgreeWithMapAfterManyChanges() {
        Random random = new Random(2);
        Map<String, Integer> expected = new HashMap<>();
        for (int slot = 0; slot < 20_000; slot++) {
            String id = "photo-" + random.nextInt(3_000);
            Integer old = expected.remove(id);
            if (old != null) {
                slots.remove(bytes(id));
                ids.remove(old);
            } else {
                expected.put(id, slot);
                add(id, slot);
            }
        }

        assertThat(slots.size()).isEqualTo(expected.size());
        for (int i = 0; i < 3_000; i++) {
            String id = "photo-" + i;
            assertThat(slots.find(bytes(id))).isEqualTo(expected.getOrDefault(id, -1));
        }
    }

    @Test
    void shouldTakeFewBytesAnId() {
        for (int slot = 0; slot < 50_000; slot++) {
            add("photo-" + slot, slot);
        }

        assertThat(slots.memoryBytes() / 50_000.0).isLessThan(11);
    }

    private void add(String id, int slot) {
        ids.put(slot, bytes(id));
        slots.add(bytes(id), slot);
    }

    private static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
