package io.fourfold.topology.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fourfold.model.image.BadPhotoException;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageUploaded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoLoaderTest {

    private static final byte[] PHOTO = "the bytes of a photo".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private final List<Duration> pauses = new ArrayList<>();
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private final ExecutorService serverThreads = Executors.newCachedThreadPool();
    private HttpServer server;

    private interface Answer {
        void send(HttpExchange exchange, int request) throws IOException;
    }

    @BeforeEach
    void setUp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serverThreads);
        server.start();
    }

    @AfterEach
    void tearDown() {
        testIsOver.countDown();
        server.stop(0);
        serverThreads.shutdownNow();
    }

    @Test
    void shouldFetchOverHttp() {
        answer((exchange, request) -> send(exchange, 200, PHOTO));

        LoadedPhoto photo = loader(Duration.ofSeconds(10)).load(claimCheck("photo.jpg"));
        assertThat(photo.bytes()).isEqualTo(PHOTO);
        assertThat(photo.sha256()).isEqualTo(LoadedPhoto.of(PHOTO).sha256());
    }

    @Test
    void shouldGiveUpForNowAfterServerError() {
        answer((exchange, request) -> send(exchange, 503, new byte[0]));

        assertThatThrownBy(() -> loader(Duration.ofSeconds(10)).load(claimCheck("photo.jpg")))
                .isInstanceOf(PhotoUnavailableException.class)
                .hasMessageContaining("answered 503");
        assertThat(requests).hasValue(1);
    }

    @Test
    void shouldWaitForPhotoThatItsEventHasOvertaken() {
        answer((exchange, request) -> {
            if (request < 3) {
                send(exchange, 404, new byte[0]);
            } else {
                send(exchange, 200, PHOTO);
            }
        });

        assertThat(loader(Duration.ofSeconds(10)).load(claimCheck("photo.jpg")).bytes())
                .isEqualTo(PHOTO);
        assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void shouldGiveUpForGoodWhenPhotoIsNotThere() {
        answer((exchange, request) -> send(exchange, 404, new byte[0]));

        assertThatThrownBy(() -> loader(Duration.ofSeconds(10)).load(claimCheck("photo.jpg")))
                .isInstanceOf(PhotoNotFoundException.class)
                .hasMessageContaining("answered 404");
        assertThat(requests).hasValue(3);
    }

    @Test
    void shouldNotFollowRedirects() {
        answer((exchange, request) -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere.jpg");
            send(exchange, 302, new byte[0]);
        });

        assertThatThrownBy(() -> loader(Duration.ofSeconds(10)).load(claimCheck("photo.jpg")))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("redirects are not followed");
        assertThat(requests).hasValue(1);
    }

    @Test
    void shouldStopReadingBodyThatIsLargerThanClaimed() {
        answer((exchange, request) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = new byte[8_192];
            while (testIsOver.getCount() > 0) {
                exchange.getResponseBody().write(chunk);
            }
        });

        assertThatThrownBy(() -> loader(Duration.ofSeconds(10)).load(claimCheck("endless.jpg")))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("more than " + PHOTO.length + " bytes");
    }

    @Test
    void shouldNotWaitForEverForBodyThatStalls() {
        answer((exchange, request) -> {
            exchange.sendResponseHeaders(200, PHOTO.length);
            exchange.getResponseBody().write(PHOTO, 0, 3);
            exchange.getResponseBody().flush();
            await(testIsOver);
        });

        assertThatThrownBy(() -> loader(Duration.ofMillis(300)).load(claimCheck("stalled.jpg")))
                .isInstanceOf(PhotoUnavailableException.class)
                .hasMessageContaining("took longer");
    }

    @Test
    void shouldRefuseClaimOfTooManyBytes() {
        ClaimCheck claim = new ClaimCheck(uri("photo.jpg"), "0".repeat(64), PhotoLoader.MAX_BYTES + 1L);

        assertThatThrownBy(() -> loader(Duration.ofSeconds(10)).load(upload(claim)))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("1 to " + PhotoLoader.MAX_BYTES);
        assertThat(requests).hasValue(0);
    }

    @Test
    void shouldGiveUpForGoodWhenFileIsNotThere(@TempDir Path directory) {
        PhotoLoader loader = loader(directory.toUri(), Duration.ofSeconds(10));
        String missing = directory.resolve("missing.jpg").toUri().toString();
        ClaimCheck claim = new ClaimCheck(missing, "0".repeat(64), 10L);

        assertThatThrownBy(() -> loader.load(upload(claim))).isInstanceOf(PhotoNotFoundException.class);
    }

    private PhotoLoader loader(Duration timeout) {
        return loader(URI.create(uri("")), timeout);
    }

    private PhotoLoader loader(URI prefix, Duration timeout) {
        return new PhotoLoader(TestLoaders.fetcher(prefix), timeout, now::get, pause -> {
            pauses.add(pause);
            now.addAndGet(pause.toNanos());
        });
    }

    private void answer(Answer answer) {
        server.createContext("/", exchange -> answer.send(exchange, requests.incrementAndGet()));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private ImageUploaded claimCheck(String name) {
        return upload(new ClaimCheck(uri(name), LoadedPhoto.of(PHOTO).sha256().toUpperCase(), (long) PHOTO.length));
    }

    private static ImageUploaded upload(ClaimCheck claim) {
        return new ImageUploaded(claim, null, null, null, Instant.EPOCH);
    }

    private String uri(String name) {
        return "http://localhost:" + server.getAddress().getPort() + "/photos/" + name;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
