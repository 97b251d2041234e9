package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.StreamsApplication;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningRoleTest {

    @TempDir
    Path directory;

    @Test
    void shouldTellWhyItCannotBegin() {
        try (RunningRole role = role(() -> {
            throw new KafkaException("the changelogs cannot be created");
        })) {
            role.start();

            assertThat(role.troubles())
                    .anySatisfy(
                            failure -> assertThat(failure.exception()).contains("the changelogs cannot be created"));
            assertThat(role.ready()).isFalse();
        }
    }

    @Test
    void shouldTellThatNoBrokerIsThereAndStayAlive() {
        try (RunningRole role = role(() -> true)) {
            role.start();

            assertThat(role.troubles()).singleElement().satisfies(failure -> {
                assertThat(failure.exception()).isEqualTo("no connection to the brokers at localhost:1");
                assertThat(failure.outage()).isTrue();
            });
            assertThat(role.ready()).isFalse();
            assertThat(role.dead()).isFalse();
        }
    }

    @Test
    void shouldBeDeadOnceItHasStopped() {
        RunningRole role = role(() -> true);
        role.start();
        assertThat(role.dead()).isFalse();

        role.close();

        assertThat(role.dead()).isTrue();
        assertThat(role.ready()).isFalse();
    }

    private RunningRole role(BooleanSupplier turn) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("topic").to("other");
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "brokerless");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        return new RunningRole(
                new StreamsApplication(new ApplicationId("brokerless", 1), builder.build(), properties),
                new SimpleMeterRegistry(),
                GroupMembershipOperation.LEAVE_GROUP,
                turn,
                () -> true);
    }
}
