package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.client.Gallery;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.Network;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.kafka.Topics;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance whose stores are damaged on disk comes back by itself, with every photo and without the deleted ones. */
class CorruptedStateIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int PHOTOS = 300;
    private static final int DELETED = 100;

    @TempDir
    private Path directory;

    private Deployment deployment;
    private Network network;
    private Gallery gallery;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        deployment = Deployment.start(directory);
        network = ModelBundle.loadDefault();
        gallery = new Gallery(network.version(), PHOTOS, 3);
        settings = deployment.settings("state");
        settings.put(Setting.ROLES.key(), "images,index");
        Topics topics = deployment.topicsOf(network);
        try (Producer<String, SpecificRecord> producer = deployment.producer();
                FourfoldApplication application = application()) {
            gallery.produce(producer, topics);
            producer.flush();
            awaitAnswers(application, List.of());
            deleted().forEach(id -> producer.send(new ProducerRecord<>(topics.imageUploaded(), id, null)));
            producer.flush();
            awaitAnswers(application, deleted());
        }
    }

    @AfterEach
    void stop() {
        network.close();
        deployment.close();
    }

    @Test
    void shouldRestoreStoresThatWereDamagedWhileItWasAwayAndWhileItRuns() throws Exception {
        assertThat(tables()).isNotEmpty();
        tables().forEach(CorruptedStateIT::garble);
        for (Path task : tasks()) {
            Files.writeString(task.resolve(".checkpoint"), "nonsense");
        }
        try (FourfoldApplication application = application()) {
            awaitAnswers(application, deleted());
            assertThat(renewed(application)).contains("similarity", "captions", "deleted-photos");
        }

        try (FourfoldApplication application = application()) {
            assertThat(renewed(application)).isEmpty();
            tables().forEach(CorruptedStateIT::garble);

            // Nobody uploads anything, and the first questions come upon what is damaged.
            awaitAnswers(application, deleted());
            assertThat(renewed(application)).contains("captions");
        }
    }

    private FourfoldApplication application() throws InterruptedException {
        FourfoldApplication application = FourfoldApplication.start(FourfoldConfig.from(settings), network);
        application.awaitReady(TIMEOUT);
        return application;
    }

    private List<String> deleted() {
        return gallery.ids().subList(0, DELETED);
    }

    /** Every photo is there, but those that have been deleted. */
    private void awaitAnswers(FourfoldApplication application, List<String> deleted) {
        Endpoint endpoint = new Endpoint(application.httpAddress());
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> {
            for (String id : gallery.ids()) {
                assertThat(endpoint.get("/v1/images/" + id).status()).isEqualTo(deleted.contains(id) ? 404 : 200);
            }
        });
    }

    private static List<String> renewed(FourfoldApplication application) throws Exception {
        HttpRequest metrics = HttpRequest.newBuilder(
                        application.managementAddress().resolve("/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(metrics, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("fourfold_stores_renewed_total{") && !line.endsWith(" 0.0"))
                .map(line -> line.replaceAll(".*store=\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
            return files.filter(file -> file.toString().endsWith(".sst")).toList();
        }
    }

    private List<Path> tasks() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+_\\d+"))
                    .toList();
        }
    }

    /** In place, so that whoever has the file open reads it so. */
    private static void garble(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            for (long position = file.length() / 4; position < file.length() / 2; position += 64) {
                file.seek(position);
                file.write(0xFF);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
