package io.fourfold.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.infra.local.LocalStack.Address;
import io.fourfold.schemas.ImageEmbedded;
import io.fourfold.schemas.serde.ConfluentAvroSerde;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackIT {

    private final Distribution distribution = Distribution.fromSystemProperty();

    @TempDir
    Path directory;

    @Test
    void shouldReadRecordsOfAnEarlierRun() throws ExecutionException, InterruptedException {
        ImageEmbedded record = new ImageEmbedded(List.of(1f, 2f), "m1", "ab", null, null);
        try (LocalStack first = LocalStack.start(distribution, directory, new Address("localhost", 0, 0))) {
            KafkaRecords records = new KafkaRecords(first.bootstrapServers());
            records.createTopic("photos.image.embedded");
            try (ConfluentAvroSerde<ImageEmbedded> serde = serde(first)) {
                records.send("photos.image.embedded", "a", record, serde.serializer());
            }
        }

        try (LocalStack second = LocalStack.start(distribution, directory, new Address("localhost", 0, 0));
                ConfluentAvroSerde<ImageEmbedded> serde = serde(second)) {
            assertThat(new KafkaRecords(second.bootstrapServers())
                            .read("photos.image.embedded", 1, serde.deserializer()))
                    .containsExactly(record);
        }
    }

    @Test
    void shouldLeaveNothingRunningWhenTheRegistryCannotStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            Address address = new Address("localhost", 0, taken.getLocalPort());
            assertThatThrownBy(() -> LocalStack.start(distribution, directory, address))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContaining("The schema registry cannot listen");
        }

        DirectoryLock.acquire(directory.resolve("broker")).close();
    }

    @Test
    void shouldLeaveNothingRunningWhenTheBrokerCannotStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            Address address = new Address("localhost", taken.getLocalPort(), 0);
            assertThatThrownBy(() -> LocalStack.start(distribution, directory, address))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContaining("The Kafka broker cannot listen");
        }

        DirectoryLock.acquire(directory.resolve("registry")).close();
    }

    private static ConfluentAvroSerde<ImageEmbedded> serde(LocalStack stack) {
        ConfluentAvroSerde<ImageEmbedded> serde = new ConfluentAvroSerde<>();
        serde.configure(Map.of("schema.registry.url", stack.registryUrl()), false);
        return serde;
    }
}
