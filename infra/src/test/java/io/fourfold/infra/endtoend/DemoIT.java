package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.client.ApiClient;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.local.Distribution;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees: {@code fourfold demo}, twice. */
class DemoIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    @Test
    void shouldCaptionTheSamplePhotosAndStillKnowThemTheNextTime() throws Exception {
        List<PhotoFile> samples = PhotoFile.find(List.of(samples()));
        String[] arguments = {"demo", "--kafka-port=0", "--registry-port=0", "--port=0"};

        List<String> firstCaptions;
        try (FourfoldProcess demo = FourfoldProcess.start(directory, arguments)) {
            demo.awaitLine(line -> line.startsWith("Ctrl-C stops"), TIMEOUT);
            firstCaptions = captionsOf(samples, demo);
            assertThat(demo.output()).anyMatch(line -> line.startsWith(samples.size() + " photos: 0 known before"));
            awaitSimilar(samples.get(0), demo, samples.size() - 1);
            assertThat(demo.stop()).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        }
        try (FourfoldProcess demo = FourfoldProcess.start(directory, arguments)) {
            demo.awaitLine(line -> line.startsWith("Ctrl-C stops"), TIMEOUT);
            assertThat(captionsOf(samples, demo)).isEqualTo(firstCaptions);
            assertThat(demo.output())
                    .anyMatch(line -> line.startsWith(samples.size() + " photos: " + samples.size() + " known before"));
            awaitSimilar(samples.get(0), demo, samples.size() - 1);
            demo.stop();
        }
    }

    private static Path samples() {
        return Distribution.fromSystemProperty().samples();
    }

    /** The caption lines in the order of the photos, which the program need not print them in. */
    private static List<String> captionsOf(List<PhotoFile> photos, FourfoldProcess demo) {
        return photos.stream()
                .map(photo -> demo.output().stream()
                        .filter(line -> line.startsWith(photo.imageId() + " "))
                        .findFirst()
                        .orElse("no caption of " + photo.imageId()))
                .peek(line -> assertThat(line).doesNotContain("not processed").doesNotStartWith("no caption"))
                .toList();
    }

    /** The index follows the captions with a moment's delay. */
    private static void awaitSimilar(PhotoFile photo, FourfoldProcess demo, int count) {
        Awaitility.await()
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> similarTo(photo, demo), hits -> hits == count);
    }

    private static int similarTo(PhotoFile photo, FourfoldProcess demo) throws IOException, InterruptedException {
        String address = demo.awaitLine(line -> line.strip().startsWith("http://"), TIMEOUT)
                .strip();
        URI api = URI.create(address.substring(0, address.indexOf("/v1")));
        return new ApiClient(api)
                .similarToStored(photo.imageId(), 100)
                .get("hits")
                .size();
    }
}
