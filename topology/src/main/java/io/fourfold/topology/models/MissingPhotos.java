package io.fourfold.topology.models;

import io.fourfold.topology.kafka.TopicReader;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Photos that one network has described and another one cannot or not yet. A photo whose last upload is broken keeps the
 * description of the upload before, but a network that comes later finds only the broken one; the same holds for a photo whose
 * file is gone.
 */
public final class MissingPhotos {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Function<String, Consumer<String, byte[]>> consumers;

    /**
     * @param consumers makes a consumer of committed records, without a group, for a topic
     */
    public MissingPhotos(Function<String, Consumer<String, byte[]>> consumers) {
        this.consumers = consumers;
    }

    /**
     * Compares two networks' results.
     *
     * @param described topic of the one
     * @param compared topic of the other, with the same kind of results
     * @return ids of the photos that only the first one has
     */
    public SortedSet<String> find(String described, String compared) {
        SortedSet<String> ids = new TreeSet<>();
        read(described, (id, value) -> {
            if (value == null) {
                ids.remove(id);
            } else {
                ids.add(id);
            }
        });
        // A delete that only the other one has seen yet counts as well.
        read(compared, (id, value) -> ids.remove(id));
        return ids;
    }

    private void read(String topic, BiConsumer<String, byte[]> records) {
        try (TopicReader<String> reader = new TopicReader<>(consumers.apply(topic), topic)) {
            while (!reader.atEnd()) {
                reader.poll(POLL).forEach(entry -> records.accept(entry.key(), entry.value()));
            }
        }
    }
}
