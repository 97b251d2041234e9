package io.fourfold.topology.images;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.topology.photo.LoadedPhoto;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.photo.StoreOutages;
import io.fourfold.topology.photo.TestLoaders;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A query or a user in a claim check's URI, by which others could fetch the photo, is told nowhere. */
class SignedClaimChecksTest {

    private static final String SECRET = "5ecre7";
    private static final String SIGNED = "?X-Amz-Signature=" + SECRET;
    private static final byte[] PHOTO = TestNetwork.photo("a dog on a beach");
    private static final String HOST = "photos.example.org";

    @TempDir
    Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private Level level;
    private HttpServer store;
    private PhotoLoader loader;
    private TestDriver driver;
    private TestInputTopic<String, ImageUploaded> uploaded;

    @BeforeEach
    void setUp() throws IOException {
        level = root.getLevel();
        root.setLevel(Level.INFO);
        log.start();
        root.addAppender(log);
        store = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        store.createContext("/", SignedClaimChecksTest::answer);
        store.start();
        loader = TestLoaders.resolving(
                Duration.ofSeconds(20),
                TestLoaders.networks("127.0.0.1"),
                host -> host.equals(HOST)
                        ? List.of("127.0.0.1")
                        : host.startsWith("inner") ? List.of("10.1.2.3") : List.of(),
                URI.create("http://" + HOST + ":" + store.getAddress().getPort() + "/"),
                URI.create("http://" + HOST + ":1/"),
                URI.create("http://inner.example.org/"),
                URI.create("http://unknown.example.org/"),
                URI.create("http://10.0.0.1/"),
                directory.toUri());
        driver = new TestDriver(
                "signed",
                directory,
                TestPhotos.described(TestPhotos.of(loader, new StoreOutages(Duration.ofSeconds(2)))));
        uploaded = driver.input(TestDriver.TOPICS.imageUploaded());
    }

    @AfterEach
    void tearDown() {
        driver.close();
        loader.close();
        store.stop(0);
        root.detachAppender(log);
        root.setLevel(level);
    }

    /** {@code /200}: the photo, {@code /5}: its first five bytes, anything else: that status. */
    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        byte[] body = path.equals("200") ? PHOTO : path.equals("5") ? new byte[5] : new byte[0];
        exchange.getResponseHeaders().add("Location", "/elsewhere" + SIGNED);
        exchange.sendResponseHeaders(
                body.length == 0 ? Integer.parseInt(path) : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void shouldTellNeitherDeadLettersNorTheLogNorWhoeverWaits() {
        String here = "http://" + HOST + ":" + store.getAddress().getPort() + "/";
        List<String> uris = List.of(
                here + "403" + SIGNED,
                here + "302" + SIGNED,
                here + "503" + SIGNED,
                here + "5" + SIGNED,
                here + "../private" + SIGNED,
                here + "%2e%2e/private" + SIGNED,
                here + "200#" + SECRET,
                here + "a b" + SIGNED,
                here.replace("//", "//user:" + SECRET + "@") + "200",
                here.replace("//", "//" + SECRET + "@") + "200",
                "http://user:" + SECRET + "/@" + HOST + "/200",
                "http:user:" + SECRET + "@" + HOST + "/200",
                "ht tp://user:" + SECRET + "@" + HOST + "/200",
                "//user:" + SECRET + "@" + HOST + "/200",
                "200" + SIGNED,
                "http://elsewhere.example.org/200" + SIGNED,
                "http://" + HOST + ":1/200" + SIGNED,
                "http://inner.example.org/200" + SIGNED,
                "http://unknown.example.org/200" + SIGNED,
                "http://10.0.0.1/200" + SIGNED,
                "http://2130706433/200" + SIGNED,
                directory.toUri() + "missing" + SIGNED);

        for (int i = 0; i < uris.size(); i++) {
            uploaded.pipeInput("photo-" + i, upload(uris.get(i)));
        }

        List<TestRecord<byte[], byte[]>> told = new ArrayList<>(driver.deadLetters());
        told.addAll(driver.driver()
                .createOutputTopic(
                        TestDriver.TOPICS.imageRetry(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList());
        assertThat(told.stream().map(TestRecord::key).map(String::new)).hasSize(uris.size());
        assertThat(told)
                .allSatisfy(record -> assertThat(texts(record.headers()))
                        .isNotEmpty()
                        .noneMatch(text -> text.contains(SECRET))
                        // Nor where a host is.
                        .noneMatch(text -> text.contains("10.1.2.3") || text.contains("127.0.0.1")));
        assertThat(logged()).hasSizeGreaterThanOrEqualTo(uris.size()).noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void shouldSayWhatMayBeWrongWithASignature() {
        uploaded.pipeInput(
                "photo", upload("http://" + HOST + ":" + store.getAddress().getPort() + "/403" + SIGNED));

        assertThat(texts(driver.deadLetters().get(0).headers()))
                .anyMatch(text ->
                        text.contains("/403?*** answered 403; if its query is a signature, that may have expired"));
    }

    @Test
    void shouldNotTellSubscribersWhereASignedPhotoIsKept() {
        String uri = "http://" + HOST + ":" + store.getAddress().getPort() + "/200";

        uploaded.pipeInput("signed", upload(uri + SIGNED));
        uploaded.pipeInput("unsigned", upload(uri));

        Map<String, ImageCaptioned> captioned = driver.<ImageCaptioned>output(TestDriver.TOPICS.imageCaptioned())
                .readKeyValuesToMap();
        assertThat(captioned.get("signed").getClaimCheck()).isNull();
        assertThat(captioned.get("unsigned").getClaimCheck().getUri()).isEqualTo(uri);
    }

    private List<String> logged() {
        return log.list.stream()
                .map(event -> event.getLoggerName() + " " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.toList());
    }

    private static List<String> texts(Headers headers) {
        List<String> texts = new ArrayList<>();
        for (Header header : headers) {
            texts.add(new String(header.value(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static ImageUploaded upload(String uri) {
        ClaimCheck claim = new ClaimCheck(uri, LoadedPhoto.of(PHOTO).sha256(), (long) PHOTO.length);
        return new ImageUploaded(claim, null, null, null, Instant.EPOCH);
    }
}
