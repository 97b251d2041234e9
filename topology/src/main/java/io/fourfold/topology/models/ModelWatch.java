package io.fourfold.topology.models;

import io.fourfold.topology.kafka.TopicFollower;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells an instance which networks are deployed, at first and after each change. */
public final class ModelWatch implements TopicFollower.Listener {

    private final ModelRegister register;
    private final Models first;
    private final Consumer<Models> listener;
    private Optional<Models> newest = Optional.empty();

    /**
     * @param first what this instance deploys if nothing is
     * @param listener may throw, and is then told again
     */
    public ModelWatch(ModelRegister register, Models first, Consumer<Models> listener) {
        this.register = register;
        this.first = first;
        this.listener = listener;
    }

    @Override
    public void beginning() {
        newest = Optional.empty();
    }

    @Override
    public void read(ConsumerRecord<String, byte[]> entry) {
        newest = register.decoded(entry);
    }

    @Override
    public void upToDate() {
        if (newest.isEmpty()) {
            // Another instance may be quicker; whoever comes first is read by all.
            register.update(deployed -> deployed.orElse(first));
            return;
        }
        listener.accept(newest.get());
    }
}
