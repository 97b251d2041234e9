package io.fourfold.topology.kafka;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How many keys of a compacted topic have a value. */
public final class PresentKeys implements TopicFollower.Listener {

    private static final long NOT_KNOWN = -1;

    private final Set<String> keys = new HashSet<>();
    private volatile long count = NOT_KNOWN;

    /** Empty until the topic has been read. */
    public OptionalLong count() {
        long known = count;
        return known == NOT_KNOWN ? OptionalLong.empty() : OptionalLong.of(known);
    }

    @Override
    public void beginning() {
        keys.clear();
    }

    @Override
    public void read(ConsumerRecord<String, byte[]> entry) {
        if (entry.value() == null) {
            keys.remove(entry.key());
        } else {
            keys.add(entry.key());
        }
    }

    @Override
    public void upToDate() {
        count = keys.size();
    }
}
