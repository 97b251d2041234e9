package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.local.KafkaBackend;
import io.fourfold.infra.local.KafkaRecords;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.config.StreamsProperties;
import io.fourfold.topology.error.Failure;
import io.fourfold.topology.kafka.ApplicationId;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.kafka.StreamsApplication;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.kstream.Consumed;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application tells of its threads that fail, with a real broker. */
class RunningRoleIT {

    private static final String TOPIC = "letters";

    @TempDir
    Path directory;

    private volatile boolean broken = true;

    @Test
    void shouldNameTheRecordThatFailsUntilItIsPassed() throws Exception {
        try (KafkaBackend kafka = KafkaBackend.start(directory.resolve("broker"))) {
            KafkaRecords records = new KafkaRecords(kafka.bootstrapServers());
            records.createTopic(TOPIC);
            try (RunningRole role = new RunningRole(
                    application(kafka),
                    new SimpleMeterRegistry(),
                    GroupMembershipOperation.LEAVE_GROUP,
                    () -> true,
                    () -> true)) {
                role.start();
                await().until(role::ready);
                records.send(TOPIC, "k", "good", new StringSerializer());
                records.send(TOPIC, "k", "bad", new StringSerializer());

                await().untilAsserted(() ->
                        assertThat(role.troubles()).singleElement().satisfies(RunningRoleIT::isOfTheBadRecord));
                await().until(() -> !role.ready());
                assertThat(role.dead()).isFalse();

                broken = false;
                await().untilAsserted(() -> assertThat(role.troubles()).isEmpty());
                await().until(role::ready);
            }
        }
    }

    private static void isOfTheBadRecord(Failure failure) {
        assertThat(failure.place()).isEqualTo(Optional.of(new Failure.Place(TOPIC, 0, 1)));
        assertThat(failure.exception()).contains("the disk is full");
        assertThat(failure.times()).isGreaterThan(1);
        assertThat(failure.lasting()).isPositive();
        assertThat(failure.outage()).isFalse();
    }

    private StreamsApplication application(KafkaBackend kafka) {
        ApplicationId id = new ApplicationId("letters-application", 1);
        FourfoldConfig config = FourfoldConfig.from(Map.of(
                "group.protocol", "streams",
                "bootstrap.servers", kafka.bootstrapServers(),
                "state.dir", directory.resolve("state").toString()));
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(TOPIC, Consumed.with(Serdes.String(), Serdes.String())).foreach((key, letter) -> handle(letter));
        return new StreamsApplication(
                id,
                builder.build(),
                new StreamsProperties(config, new FourfoldMetrics(new SimpleMeterRegistry()), Role.INDEX, id.id(), 1)
                        .exactlyOnce());
    }

    private void handle(String letter) {
        if (broken && letter.equals("bad")) {
            throw new ProcessorStateException("the disk is full");
        }
    }

    /** Threads that fail are what this is about. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).dontCatchUncaughtExceptions();
    }
}
