package io.fourfold.topology.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.photo.LoadedPhoto;
import io.fourfold.topology.photo.PhotoFetches;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.photo.StoreOutages;
import io.fourfold.topology.photo.TestLoaders;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a store of photos that is far away: it answers no photo before it has been asked for four. */
class FetchAheadTest {

    private static final int TOGETHER = 4;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final byte[] PHOTO = TestNetwork.photo("a dog on a beach");
    private static final byte[] NEWER_PHOTO = TestNetwork.photo("a cat on a sofa");

    private static final ClaimCheck LARGEST =
            new ClaimCheck("http://localhost:1/photo.jpg", "0".repeat(64), (long) PhotoLoader.MAX_BYTES);

    @TempDir
    Path directory;

    private final CountDownLatch asked = new CountDownLatch(TOGETHER);
    private final ExecutorService storeThreads = Executors.newCachedThreadPool();
    private HttpServer store;
    private TestDriver driver;
    private TestInputTopic<String, ImageUploaded> uploaded;
    private TestOutputTopic<String, ImageCaptioned> captioned;

    @BeforeEach
    void setUp() throws IOException {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.setExecutor(storeThreads);
        store.createContext("/", exchange -> {
            asked.countDown();
            try {
                asked.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.sendResponseHeaders(200, PHOTO.length);
            exchange.getResponseBody().write(PHOTO);
            exchange.close();
        });
        store.start();
        PhotoLoader loader = TestLoaders.onThisMachine(TIMEOUT, URI.create(uri("")));
        driver = driver(directory, new PhotoFetches(loader));
        uploaded = driver.input(TestDriver.TOPICS.imageUploaded());
        captioned = driver.output(TestDriver.TOPICS.imageCaptioned());
    }

    @AfterEach
    void tearDown() {
        driver.close();
        store.stop(0);
        storeThreads.shutdownNow();
    }

    @Test
    void shouldFetchSeveralPhotosAtOnce() {
        for (int photo = 0; photo < TOGETHER; photo++) {
            uploaded.pipeInput("photo-" + photo, claimCheck());
        }

        assertThat(captioned(TOGETHER))
                .extracting(pair -> pair.key)
                .containsExactlyInAnyOrder("photo-0", "photo-1", "photo-2", "photo-3");
    }

    @Test
    void shouldDropAPhotoThatIsBeingFetchedForANewerOne() {
        uploaded.pipeInput("photo", claimCheck());
        uploaded.pipeInput(
                "photo",
                new ImageUploaded(new InlinePhoto(ByteBuffer.wrap(NEWER_PHOTO)), null, null, null, Instant.EPOCH));
        for (int photo = 1; photo < TOGETHER; photo++) {
            uploaded.pipeInput("photo-" + photo, claimCheck());
        }

        assertThat(captioned(TOGETHER))
                .filteredOn(pair -> pair.key.equals("photo"))
                .extracting(pair -> pair.value.getSourceSha256())
                .containsExactly(LoadedPhoto.of(NEWER_PHOTO).sha256());
    }

    @Test
    void shouldLetWaitWhatThereIsNoMemoryFor() {
        List<Runnable> fetching = new ArrayList<>();
        try (TestDriver full = driver(directory.resolve("full"), ofOnePhoto(fetching))) {
            TestInputTopic<String, ImageUploaded> uploads = full.input(TestDriver.TOPICS.imageUploaded());
            uploads.pipeInput("one", upload(LARGEST));
            uploads.pipeInput("other", upload(LARGEST));
            full.driver().advanceWallClockTime(Duration.ofSeconds(1));
            assertThat(fetching).hasSize(1);
            assertThat(full.deadLetters()).isEmpty();

            fetching.get(0).run();
            full.driver().advanceWallClockTime(Duration.ofSeconds(1));
            full.driver().advanceWallClockTime(Duration.ofSeconds(1));

            assertThat(fetching).hasSize(2);
        }
    }

    @Test
    void shouldGiveBackTheMemoryOfWhatItFetchesWhenItsPartitionGoes() {
        List<Runnable> fetching = new ArrayList<>();
        PhotoFetches fetches = ofOnePhoto(fetching);
        try (TestDriver leaving = driver(directory.resolve("leaving"), fetches)) {
            leaving.<ImageUploaded>input(TestDriver.TOPICS.imageUploaded()).pipeInput("photo", upload(LARGEST));
            assertThat(fetches.start(upload(LARGEST), LARGEST)).isEmpty();
        }

        fetching.forEach(Runnable::run);

        assertThat(fetches.start(upload(LARGEST), LARGEST)).isPresent();
    }

    /** With memory for one of the largest photos. */
    private static PhotoFetches ofOnePhoto(List<Runnable> fetching) {
        return new PhotoFetches(TestLoaders.onThisMachine(TIMEOUT), fetching::add, PhotoLoader.MAX_BYTES + 1024);
    }

    private static ImageUploaded upload(ClaimCheck claimCheck) {
        return new ImageUploaded(claimCheck, null, null, null, Instant.EPOCH);
    }

    private static TestDriver driver(Path directory, PhotoFetches fetches) {
        PhotoSource photos = new PhotoSource(fetches, new StoreOutages(Duration.ofSeconds(2)), Duration.ofMillis(1));
        return new TestDriver("fetch-ahead", directory, TestPhotos.described(photos));
    }

    private List<KeyValue<String, ImageCaptioned>> captioned(int count) {
        List<KeyValue<String, ImageCaptioned>> all = new ArrayList<>();
        Awaitility.await().atMost(TIMEOUT).until(() -> {
            driver.driver().advanceWallClockTime(Duration.ofMillis(100));
            all.addAll(captioned.readKeyValuesToList());
            return all.size() >= count;
        });
        return all;
    }

    private ImageUploaded claimCheck() {
        ClaimCheck claimCheck =
                new ClaimCheck(uri("photo.jpg"), LoadedPhoto.of(PHOTO).sha256(), (long) PHOTO.length);
        return new ImageUploaded(claimCheck, null, null, null, Instant.EPOCH);
    }

    private String uri(String name) {
        return "http://localhost:" + store.getAddress().getPort() + "/" + name;
    }
}
