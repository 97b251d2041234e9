package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    @TempDir
    Path directory;

    @Test
    void shouldKeepRecordsAndGroupsOverARestart() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                Map.of(new TopicPartition("greetings", 0), new OffsetAndMetadata(1));
        try (EmbeddedBroker first = EmbeddedBroker.start(directory, "localhost", 0)) {
            KafkaRecords records = new KafkaRecords(first.bootstrapServers());
            records.createTopic("greetings");
            records.send("greetings", "k", "hello", new StringSerializer());
            try (Admin admin = records.admin()) {
                admin.alterConsumerGroupOffsets("readers", offsets).all().get();
            }
        }

        try (EmbeddedBroker second = EmbeddedBroker.start(directory, "localhost", 0)) {
            KafkaRecords records = new KafkaRecords(second.bootstrapServers());
            assertThat(records.read("greetings", 1, new StringDeserializer())).containsExactly("hello");
            try (Admin admin = records.admin()) {
                assertThat(admin.listConsumerGroupOffsets("readers")
                                .partitionsToOffsetAndMetadata()
                                .get())
                        .isEqualTo(offsets);
            }
        }
    }

    @Test
    void shouldNotCreateATopicBecauseSomeoneWritesToIt() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, "localhost", 0)) {
            KafkaRecords records = new KafkaRecords(broker.bootstrapServers(), Duration.ofSeconds(3));

            assertThatThrownBy(() -> records.send("photos.misspelt", "k", "v", new StringSerializer()))
                    .hasCauseInstanceOf(TimeoutException.class)
                    .hasMessageContaining("photos.misspelt");
        }
    }

    @Test
    void shouldTellThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, "localhost", taken.getLocalPort()))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContainingAll("The Kafka broker", ":" + taken.getLocalPort(), "another port");
        }
    }

    @Test
    void shouldTellThatAnotherProcessUsesTheDirectory() throws IOException {
        try (ChildJvm other = ChildJvm.start(BrokerMain.class, directory, "localhost", 0)) {
            assertThat(other.line()).startsWith("ready localhost:");

            assertThatThrownBy(() -> EmbeddedBroker.start(directory, "localhost", 0))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContainingAll(
                            directory.toString(),
                            "in use by process " + other.process().pid(),
                            "--data");
        }
    }

    @Test
    void shouldStopAsAProcessWhenItsInputEnds() throws IOException {
        try (ChildJvm child = ChildJvm.start(BrokerMain.class, directory, "localhost", 0)) {
            assertThat(child.line()).startsWith("ready localhost:");

            child.process().getOutputStream().close();

            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !child.process().isAlive());
            assertThat(child.process().exitValue()).isZero();
        }
    }

    @Test
    void shouldStartAgainAfterItWasKilled() throws IOException, ExecutionException, InterruptedException {
        try (ChildJvm killed = ChildJvm.start(BrokerMain.class, directory, "localhost", 0)) {
            KafkaRecords records = new KafkaRecords(killed.line().replace("ready ", ""));
            records.createTopic("greetings");
            records.send("greetings", "k", "hello", new StringSerializer());
            killed.process().destroyForcibly().waitFor();
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, "localhost", 0)) {
            List<String> read =
                    new KafkaRecords(broker.bootstrapServers()).read("greetings", 1, new StringDeserializer());
            assertThat(read).containsExactly("hello");
        }
    }
}
