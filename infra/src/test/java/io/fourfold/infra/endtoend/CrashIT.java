package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.client.ApiClient;
import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFeed;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoOutcome;
import io.fourfold.infra.client.PhotoUploader;
import io.fourfold.infra.local.Distribution;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills broker, registry client, stores and applications together, as a power cut would. */
class CrashIT {

    private static final int PHOTOS = 500;
    private static final int CAPTIONS_BEFORE_THE_KILL = 100;
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    @Test
    void shouldCaptionAndIndexEveryPhotoExactlyOnceAfterAKillInTheMiddle() throws Exception {
        int kafkaPort = freePort();
        int registryPort = freePort();
        int httpPort = freePort();
        String[] arguments = {
            "demo",
            onePhoto().toString(),
            "--kafka-port=" + kafkaPort,
            "--registry-port=" + registryPort,
            "--port=" + httpPort,
            "--management-port=0"
        };
        List<PhotoFile> samples = PhotoFile.find(List.of(samples())).stream()
                .filter(PhotoFile::fitsAnEvent)
                .toList();
        Cluster cluster = cluster(kafkaPort, registryPort);
        CompletableFuture<Void> upload;

        try (FourfoldProcess process = FourfoldProcess.start(directory, arguments)) {
            process.awaitLine(line -> line.startsWith("Ctrl-C stops"), TIMEOUT);
            try (PhotoFeed feed = cluster.feed()) {
                upload = CompletableFuture.runAsync(() -> upload(samples, cluster));
                int captions = 0;
                while (captions < CAPTIONS_BEFORE_THE_KILL) {
                    captions += feed.poll(Duration.ofMillis(100)).size();
                }
            }
            process.kill();
        }
        try (FourfoldProcess process = FourfoldProcess.start(directory, arguments)) {
            process.awaitLine(line -> line.startsWith("Ctrl-C stops"), TIMEOUT);
            upload.join();

            assertThat(captionedIds(cluster)).containsExactlyInAnyOrderElementsOf(expectedIds());
            ApiClient api = new ApiClient(URI.create("http://127.0.0.1:" + httpPort));
            Awaitility.await().atMost(TIMEOUT).ignoreExceptions().until(() -> areIndexed(expectedIds(), api));
        }
    }

    private static void upload(List<PhotoFile> samples, Cluster cluster) {
        try (PhotoUploader uploader = cluster.uploader()) {
            for (int i = 0; i < PHOTOS; i++) {
                Path path = samples.get(i % samples.size()).path();
                uploader.upload(new PhotoFile(uploadedId(i), path), () -> {});
            }
            uploader.flush();
        }
    }

    /** Waits until as many captions are committed as photos were uploaded; more than one of a photo would show. */
    private static List<String> captionedIds(Cluster cluster) {
        try (PhotoFeed feed = cluster.feed()) {
            return Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(
                            () -> {
                                feed.rewindCaptions();
                                return feed.readToEnd().stream()
                                        .map(PhotoOutcome::imageId)
                                        .toList();
                            },
                            ids -> ids.size() >= expectedIds().size());
        }
    }

    private static boolean areIndexed(List<String> imageIds, ApiClient api) throws IOException, InterruptedException {
        for (String imageId : imageIds) {
            if (api.similarToStored(imageId, 1).get("hits").isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> expectedIds() {
        return Stream.concat(Stream.of("statue.jpg"), IntStream.range(0, PHOTOS).mapToObj(CrashIT::uploadedId))
                .toList();
    }

    private static String uploadedId(int i) {
        return "upload-" + i;
    }

    private Path onePhoto() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("photos"));
        Path photo = folder.resolve("statue.jpg");
        if (Files.notExists(photo)) {
            Files.copy(samples().resolve("statue.jpg"), photo);
        }
        return folder;
    }

    private static Path samples() {
        return Distribution.fromSystemProperty().samples();
    }

    private static Cluster cluster(int kafkaPort, int registryPort) {
        return new Cluster(
                FourfoldConfig.from(Map.of(
                        Setting.BOOTSTRAP_SERVERS.key(), "127.0.0.1:" + kafkaPort,
                        Setting.SCHEMA_REGISTRY_URL.key(), "http://127.0.0.1:" + registryPort + "/apis/ccompat/v7")),
                Clock.systemUTC());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
