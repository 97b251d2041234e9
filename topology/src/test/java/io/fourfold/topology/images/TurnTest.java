package io.fourfold.topology.images;

import static io.fourfold.topology.images.UploadProcessor.DESCRIBED_IN_A_TICK;
import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.photo.LoadedPhoto;
import io.fourfold.topology.photo.PhotoFetches;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.photo.StoreOutages;
import io.fourfold.topology.photo.TestLoaders;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task does when it is its turn is bounded, since a transaction is; photos are fetched when the test says so. */
class TurnTest {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final byte[] PHOTO = TestNetwork.photo("a dog on a beach");

    @TempDir
    Path directory;

    private final Queue<Runnable> fetches = new ArrayDeque<>();
    private TestDriver driver;
    private TestInputTopic<String, ImageUploaded> uploaded;
    private TestOutputTopic<String, ImageCaptioned> captioned;

    @BeforeEach
    void setUp() throws IOException {
        Files.write(file(), PHOTO);
        PhotoLoader loader = TestLoaders.onThisMachine(Duration.ofSeconds(1), directory.toUri());
        PhotoSource photos = new PhotoSource(
                new PhotoFetches(loader, fetches::add, 2L * PhotoLoader.MAX_BYTES),
                new StoreOutages(Duration.ofSeconds(2)),
                Duration.ofMillis(1));
        driver = new TestDriver("turn", directory.resolve("state"), TestPhotos.described(photos));
        uploaded = driver.input(TestDriver.TOPICS.imageUploaded());
        captioned = driver.output(TestDriver.TOPICS.imageCaptioned());
    }

    @AfterEach
    void tearDown() {
        driver.close();
    }

    @Test
    void shouldDescribeNoMorePhotosInATickThanATransactionHasTimeFor() {
        upload(DESCRIBED_IN_A_TICK + 2);
        fetchAll();

        driver.driver().advanceWallClockTime(TICK);

        assertThat(captioned.readKeyValuesToList()).hasSize(DESCRIBED_IN_A_TICK);
        driver.driver().advanceWallClockTime(TICK);
        assertThat(captioned.readKeyValuesToList()).hasSize(2);
    }

    @Test
    void shouldDescribeOnePhotoForEachUpload() {
        upload(3);
        fetchAll();

        upload(1);

        assertThat(captioned.readKeyValuesToList()).hasSize(1);
    }

    private void upload(int count) {
        ClaimCheck claimCheck =
                new ClaimCheck(file().toUri().toString(), LoadedPhoto.of(PHOTO).sha256(), (long) PHOTO.length);
        IntStream.range(0, count)
                .forEach(photo -> uploaded.pipeInput(
                        "photo-" + count + "-" + photo,
                        new ImageUploaded(claimCheck, null, null, null, Instant.EPOCH)));
    }

    private void fetchAll() {
        fetches.forEach(Runnable::run);
        fetches.clear();
    }

    private Path file() {
        return directory.resolve("photo.jpg");
    }
}
