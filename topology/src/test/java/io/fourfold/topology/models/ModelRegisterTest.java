package io.fourfold.topology.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fourfold.schemas.ModelsDeployed;
import io.fourfold.topology.models.Models.Model;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TopicContent;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ModelRegisterTest {

    private static final String TOPIC = TestDriver.TOPICS.modelDeployed();
    private static final Models FIRST = Models.first(new Model("one", Optional.empty()));

    private final TopicContent topic = new TopicContent(TOPIC);
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final Serde<ModelsDeployed> serde = TestDriver.serdes("models").forValues();
    private final ModelRegister register = new ModelRegister(TOPIC, topic::consumer, () -> producer, serde);

    @Test
    void shouldSayThatNothingIsDeployed() {
        assertThat(register.read()).isEmpty();
    }

    @Test
    void shouldWriteAChangeInATransaction() {
        Models after = register.update(before -> before.orElse(FIRST));

        assertThat(after).isEqualTo(FIRST);
        assertThat(producer.commitCount()).isEqualTo(1);
        topic.add(ModelRegister.KEY, producer.history().get(0).value());
        assertThat(register.read()).contains(FIRST);
    }

    @Test
    void shouldNotWriteWhatIsThereAlready() {
        topic.add(ModelRegister.KEY, serde.serializer().serialize(TOPIC, FIRST.toEvent()));

        assertThat(register.update(Optional::orElseThrow)).isEqualTo(FIRST);
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldWriteNothingIfTheChangeIsRefused() {
        topic.add(ModelRegister.KEY, serde.serializer().serialize(TOPIC, FIRST.toEvent()));

        assertThatIllegalStateException()
                .isThrownBy(() -> register.update(before -> before.orElseThrow().switchedTo("two")));
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldDeployTheFirstNetworkOnlyIfNoneIs() {
        ModelWatch watch = new ModelWatch(register, FIRST, models -> {});

        watch.beginning();
        watch.upToDate();

        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void shouldTellWhatIsDeployed() {
        StringBuilder told = new StringBuilder();
        ModelWatch watch = new ModelWatch(
                register,
                Models.first(new Model("two", Optional.empty())),
                models -> told.append(models.inService().version()));

        watch.beginning();
        topic.add(ModelRegister.KEY, serde.serializer().serialize(TOPIC, FIRST.toEvent()));
        watch.read(topic.entries().get(0));
        watch.upToDate();

        assertThat(told).hasToString("one");
        assertThat(producer.history()).isEmpty();
    }
}
