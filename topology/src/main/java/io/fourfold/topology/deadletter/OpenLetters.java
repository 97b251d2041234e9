package io.fourfold.topology.deadletter;

import io.fourfold.topology.kafka.TopicFollower;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How many dead letters nobody has dealt with yet. */
public final class OpenLetters implements TopicFollower.Listener {

    private final Set<LetterId> open = ConcurrentHashMap.newKeySet();
    private volatile boolean upToDate;

    /**
     * Empty until the topic has been read.
     *
     * @param beginnings the first offset of each partition: what was before has expired
     */
    public OptionalLong count(Map<Integer, Long> beginnings) {
        open.removeIf(letter -> letter.offset() < beginnings.getOrDefault(letter.partition(), 0L));
        return upToDate ? OptionalLong.of(open.size()) : OptionalLong.empty();
    }

    @Override
    public void beginning() {
        open.clear();
    }

    @Override
    public void read(ConsumerRecord<String, byte[]> entry) {
        LetterHeaders.resolved(entry.headers())
                .ifPresentOrElse(open::remove, () -> open.add(new LetterId(entry.partition(), entry.offset())));
    }

    @Override
    public void upToDate() {
        upToDate = true;
    }
}
