package io.fourfold.topology.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.fourfold.model.image.BadPhotoException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Against servers on 127.0.0.1, which is where the names of the test lead. */
@Timeout(60)
class ClaimCheckFetcherTest {

    private static final String HOST = "photos.example.org";
    private static final byte[] PHOTO = "the bytes of a photo".getBytes(StandardCharsets.UTF_8);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final ProxySelector DIRECT = ProxySelector.of(null);

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> lookedUp = new CopyOnWriteArrayList<>();

    @AfterEach
    void tearDown() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    @Test
    void shouldConnectToTheAddressThatItChecked() throws Exception {
        int port = respond("HTTP/1.1 200 OK\r\nContent-Length: " + PHOTO.length + "\r\n\r\n", PHOTO);
        // Whoever looks it up a second time is led elsewhere.
        ClaimCheckFetcher fetcher = fetcher(
                "http", port, host -> lookedUp.size() == 1 ? List.of("127.0.0.1") : List.of("127.0.0.2"), DIRECT);

        assertThat(fetcher.fetch(uri("http", port), PHOTO.length, LONG)).isEqualTo(PHOTO);
        assertThat(lookedUp).containsExactly(HOST);
        assertThat(requests.get(0)).contains("Host: " + HOST + ":" + port);
    }

    @Test
    void shouldTryTheNextAddressOfAHost() throws Exception {
        int port = respond("HTTP/1.1 200 OK\r\nContent-Length: " + PHOTO.length + "\r\n\r\n", PHOTO);
        ClaimCheckFetcher fetcher = fetcher("http", port, host -> List.of("127.0.0.2", "127.0.0.1"), DIRECT);

        assertThat(fetcher.fetch(uri("http", port), PHOTO.length, LONG)).isEqualTo(PHOTO);
    }

    @Test
    void shouldSendASignatureAsItIsAndTakeBytesAsTheyAre() throws Exception {
        String query = "X-Amz-Credential=AK%2F1%2Fs3&X-Amz-Signature=a+b%20c&empty=&flag&a=1=2";
        int port = respond(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + PHOTO.length + "\r\n\r\n", PHOTO);
        PhotoUri signed = PhotoUri.parse("http://" + HOST + ":" + port + "/a%20b/c+d.jpg?" + query);

        assertThat(fetcher("http", port, host -> List.of("127.0.0.1"), DIRECT).fetch(signed, PHOTO.length, LONG))
                .isEqualTo(PHOTO);
        assertThat(requests.get(0))
                .startsWith("GET /a%20b/c+d.jpg?" + query + " HTTP/1.1\r\n")
                .doesNotContainIgnoringCase("Accept-Encoding")
                .doesNotContain("Jetty");
    }

    /** What comes before a silence or a drip: nothing, half an answer, a body, a TLS record. */
    @ParameterizedTest
    @CsvSource({
        "http, '', false",
        "http, '', true",
        "http, 'HTTP/1.1 200 OK|X-', true",
        "http, 'HTTP/1.1 200 OK|Content-Length: 20||', false",
        "http, 'HTTP/1.1 200 OK|Content-Length: 20||', true",
        "http, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||fff|', true",
        "http, 'HTTP/1.1 103 Early Hints||HTTP/1.1 200 OK|X-', true",
        "https, '', false",
        "https, '\u0016\u0003\u0003\u0040', true"
    })
    void shouldNotHoldAThreadLongerThanItsLimit(String scheme, String start, boolean drips) throws Exception {
        int port = serve(socket -> {
            readRequest(socket);
            socket.getOutputStream().write(start.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            for (int sent = 0; ; sent++) {
                if (drips) {
                    socket.getOutputStream().write('a' + sent % 5);
                }
                Thread.sleep(100);
            }
        });
        ClaimCheckFetcher fetcher = fetcher(scheme, port, host -> List.of("127.0.0.1"), DIRECT);

        long begin = System.nanoTime();
        assertThatThrownBy(() -> fetcher.fetch(uri(scheme, port), PHOTO.length, SHORT))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("it took longer than 400 ms|TLS failed");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void shouldNotHoldAThreadLongerThanItsLimitWhileAHostIsLookedUp() {
        CountDownLatch never = new CountDownLatch(1);
        ClaimCheckFetcher fetcher = fetcher(
                "http",
                1,
                host -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                },
                DIRECT);

        assertThatThrownBy(() -> fetcher.fetch(uri("http", 1), PHOTO.length, SHORT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("took longer");
        never.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK|", "HTTP/1.1 404 |", "HTTP/1.1 200 OK|Content-Length: 20||", "SSH-2.0|"})
    void shouldReadNoMoreThanItsLimit(String start) throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        int port = serve(socket -> {
            readRequest(socket);
            socket.getOutputStream().write(start.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            byte[] endless = "X-Header: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"
                    .repeat(100)
                    .getBytes(StandardCharsets.ISO_8859_1);
            try {
                while (true) {
                    socket.getOutputStream().write(endless);
                }
            } finally {
                hungUp.countDown();
            }
        });
        ClaimCheckFetcher fetcher = fetcher("http", port, host -> List.of("127.0.0.1"), DIRECT);

        try {
            assertThat(fetcher.fetch(uri("http", port), 10, LONG)).hasSize(11);
        } catch (IOException endlessHeader) {
            assertThat(endlessHeader).hasMessageContaining("no answer that is HTTP");
        }
        hungUp.await();
    }

    @Test
    void shouldVerifyTheNameOfTheHostThoughItIsConnectedToAnAddress(@TempDir Path directory) throws Exception {
        SSLContext right = certified(directory, "dns:" + HOST);
        List<String> names = new CopyOnWriteArrayList<>();
        int port = https(right, names);

        assertThat(fetcher("https", port, host -> List.of("127.0.0.1"), DIRECT, right)
                        .fetch(uri("https", port), PHOTO.length, LONG))
                .isEqualTo(PHOTO);
        assertThat(names).containsExactly(HOST);
    }

    @Test
    void shouldRefuseTheCertificateOfAnotherHostAndNotTellItsNames(@TempDir Path directory) throws Exception {
        // Also one that has the address in its certificate.
        SSLContext wrong = certified(directory, "dns:inner.example.org,ip:127.0.0.1");
        int port = https(wrong, new ArrayList<>());

        assertThatThrownBy(() -> fetcher("https", port, host -> List.of("127.0.0.1"), DIRECT, wrong)
                        .fetch(uri("https", port), PHOTO.length, LONG))
                .isInstanceOf(IOException.class)
                .hasMessage("TLS failed")
                .hasNoCause();
    }

    @Test
    void shouldRefuseACertificateThatNobodyVouchesFor(@TempDir Path directory) throws Exception {
        int port = https(certified(directory, "dns:" + HOST), new ArrayList<>());

        assertThatThrownBy(() -> fetcher("https", port, host -> List.of("127.0.0.1"), DIRECT)
                        .fetch(uri("https", port), PHOTO.length, LONG))
                .hasMessage("TLS failed");
    }

    @Test
    void shouldLeaveLookingUpToAProxy() throws Exception {
        int port = respond("HTTP/1.1 200 OK\r\nContent-Length: " + PHOTO.length + "\r\n\r\n", PHOTO);
        ProxySelector proxy = ProxySelector.of(InetSocketAddress.createUnresolved("proxy.example.org", port));
        AllowedNetworks none = AllowedNetworks.INTERNET;
        ClaimCheckFetcher fetcher = closing(TestLoaders.fetcher(
                none,
                host -> {
                    lookedUp.add(host);
                    return List.of("127.0.0.1");
                },
                proxy,
                TestLoaders.trust(),
                URI.create("http://" + HOST + "/"),
                URI.create("https://" + HOST + "/"),
                URI.create("http://10.0.0.1/")));

        assertThat(fetcher.fetch(PhotoUri.parse("http://" + HOST + "/photo.jpg"), PHOTO.length, LONG))
                .isEqualTo(PHOTO);
        assertThat(requests.get(0)).startsWith("GET http://" + HOST + "/photo.jpg HTTP/1.1\r\n");
        assertThatThrownBy(() -> fetcher.fetch(PhotoUri.parse("https://" + HOST + "/photo.jpg"), PHOTO.length, LONG))
                .isInstanceOf(IOException.class);
        assertThat(requests.get(1)).startsWith("CONNECT " + HOST + ":443 HTTP/1.1\r\n");
        assertThat(lookedUp).containsOnly("proxy.example.org");

        assertThatThrownBy(() -> fetcher.fetch(PhotoUri.parse("http://10.0.0.1/photo.jpg"), PHOTO.length, LONG))
                .isInstanceOf(BadPhotoException.class)
                .hasMessageContaining("private")
                .hasMessageContaining("claim.check.networks");
        // The client may have asked for the tunnel twice.
        assertThat(requests).noneMatch(request -> request.contains("10.0.0.1"));
    }

    @Test
    void shouldNotTellWhereAHostIsThatCannotBeReached() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() -> fetcher("http", port, host -> List.of("127.0.0.1"), DIRECT)
                        .fetch(uri("http", port), PHOTO.length, LONG))
                .isInstanceOf(IOException.class)
                .hasMessage("its host cannot be reached")
                .hasNoCause();
        assertThatThrownBy(() ->
                        fetcher("http", port, host -> List.of(), DIRECT).fetch(uri("http", port), PHOTO.length, LONG))
                .hasMessage("its host is unknown");
    }

    @Test
    void shouldTellAtTheStartWhichPrefixesAllowNothing() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(CheckedResolver.class);
        Level level = logger.getLevel();
        logger.setLevel(Level.WARN);
        log.start();
        logger.addAppender(log);
        try (ClaimCheckFetcher fetcher = TestLoaders.fetcher(
                AllowedNetworks.INTERNET,
                host -> host.startsWith("inner") ? List.of("10.1.2.3") : List.of("93.184.215.14"),
                DIRECT,
                TestLoaders.trust(),
                URI.create("https://inner.example.org/"),
                URI.create("https://" + HOST + "/"),
                URI.create("file:///photos/"))) {
            fetcher.warnOfRefusedPrefixes();
        } finally {
            logger.detachAppender(log);
            logger.setLevel(level);
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .contains("inner.example.org", "(private)", "claim.check.networks=10.1.2.3");
    }

    @Test
    void shouldFetchNothingOnceItIsClosed() {
        ClaimCheckFetcher fetcher = fetcher("http", 1, host -> List.of("127.0.0.1"), DIRECT);

        fetcher.close();

        assertThatThrownBy(() -> fetcher.fetch(uri("http", 1), 1, LONG)).hasMessageContaining("stops");
    }

    private static PhotoUri uri(String scheme, int port) {
        return PhotoUri.parse(scheme + "://" + HOST + ":" + port + "/photo.jpg");
    }

    private ClaimCheckFetcher fetcher(
            String scheme, int port, Function<String, List<String>> names, ProxySelector proxies) {
        return fetcher(scheme, port, names, proxies, TestLoaders.trust());
    }

    private ClaimCheckFetcher fetcher(
            String scheme, int port, Function<String, List<String>> names, ProxySelector proxies, SSLContext tls) {
        return closing(TestLoaders.fetcher(
                TestLoaders.networks("127.0.0.0/8"),
                host -> {
                    lookedUp.add(host);
                    return names.apply(host);
                },
                proxies,
                tls,
                URI.create(scheme + "://" + HOST + ":" + port + "/")));
    }

    private <T extends AutoCloseable> T closing(T closeable) {
        toClose.add(closeable);
        return closeable;
    }

    private interface Server {
        void serve(Socket socket) throws IOException, InterruptedException;
    }

    /** Answers every request alike. */
    private int respond(String head, byte[] body) throws IOException {
        return serve(socket -> {
            requests.add(readRequest(socket));
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
        });
    }

    private int serve(Server server) throws IOException {
        ServerSocket listener = closing(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
        Thread accepting = new Thread(() -> {
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    server.serve(socket);
                } catch (IOException | InterruptedException hungUp) {
                    // The next one.
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
        return listener.getLocalPort();
    }

    /** Up to the empty line, or whatever comes first of something else. */
    private static String readRequest(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || text.isEmpty() && !Character.isLetter(next)) {
                break;
            }
            text.append((char) next);
        }
        return text.toString();
    }

    /** @param names of those that clients asked for */
    private int https(SSLContext tls, List<String> names) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            ((ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession())
                    .getRequestedServerNames()
                    .forEach(name -> names.add(new String(name.getEncoded(), StandardCharsets.US_ASCII)));
            exchange.sendResponseHeaders(200, PHOTO.length);
            exchange.getResponseBody().write(PHOTO);
            exchange.close();
        });
        server.start();
        HttpServer plain = server;
        toClose.add(() -> plain.stop(0));
        return server.getAddress().getPort();
    }

    /** Has a certificate of its own, and trusts nothing else. */
    private static SSLContext certified(Path directory, String names) throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=" + names)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("test", keys.getCertificate(keys.aliases().nextElement()));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
