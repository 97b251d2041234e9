package io.fourfold.topology.http;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fourfold.topology.config.FourfoldConfig.TlsFiles;
import io.fourfold.topology.config.ListenAddress;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.peer.HttpPeers;
import io.fourfold.topology.peer.PeerRoute;
import io.fourfold.topology.shard.FakeIndexState;
import io.fourfold.topology.shard.ShardQuery;
import io.fourfold.topology.shard.ShardRequest;
import io.fourfold.topology.similarity.Visibility;
import io.fourfold.topology.tls.ReloadedTls;
import io.fourfold.topology.tls.TestCertificates;
import io.fourfold.topology.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.kafka.streams.state.HostInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class TlsTest {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @TempDir
    static Path directory;

    private static TlsFiles first;
    private static TlsFiles second;
    private static TlsFiles stranger;

    @BeforeAll
    static void makeCertificates() throws Exception {
        first = TestCertificates.make(directory, "first");
        second = TestCertificates.make(directory, "second");
        stranger = TestCertificates.make(directory, "stranger");
    }

    @Test
    void shouldServeANewCertificateWithoutARestartAndKeepTheOldOneInsteadOfABrokenOne() throws Exception {
        TlsFiles used = new TlsFiles(directory.resolve("used.crt"), directory.resolve("used.key"), Optional.empty());
        copy(first, used);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(ReloadedTls.class);
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        try (ReloadedTls tls = new ReloadedTls(used, PAUSE);
                Listener listener = new Listener(
                        "tls",
                        new ListenAddress("127.0.0.1", 0, Setting.HTTP_PORT),
                        new Listener.Guards(
                                RequestLimit.of(2),
                                Optional.empty(),
                                false,
                                Optional.of(tls),
                                false,
                                8_192,
                                Listener.Patience.USUAL),
                        new SimpleMeterRegistry(),
                        Tracing.OFF,
                        routes -> routes.get("/", context -> context.result("there")))) {
            listener.start();
            assertThat(served(listener.port())).isEqualTo("CN=first");

            copy(second, used);
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(() -> served(listener.port()).equals("CN=second"));

            Files.writeString(used.certificate(), "-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n");
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(() -> List.copyOf(log.list).stream()
                            .anyMatch(event -> event.getFormattedMessage().contains("stays in use")));
            assertThat(served(listener.port())).isEqualTo("CN=second");
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }
    }

    @Test
    void shouldSayWhatIsWrongWithFilesAtTheStart() throws Exception {
        assertThatThrownBy(
                        () -> new ReloadedTls(new TlsFiles(first.certificate(), second.key(), Optional.empty()), PAUSE))
                .hasMessageContaining("second.key is not the key of the certificate");
        assertThatThrownBy(() -> new ReloadedTls(
                        new TlsFiles(first.certificate(), first.certificate(), Optional.empty()), PAUSE))
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() ->
                        new ReloadedTls(new TlsFiles(directory.resolve("none"), first.key(), Optional.empty()), PAUSE))
                .hasMessageContaining("cannot read");
    }

    @Test
    void shouldAnswerOnlyInstancesWithACertificateOfTheAuthority() throws Exception {
        Path authority = TestCertificates.together(directory, first, second);
        try (ApiFixture api = new ApiFixture(
                        new FakeIndexState(() -> {
                            throw new NotReadyException("restoring");
                        }),
                        new FixedHealth(true, true),
                        Map.of(
                                Setting.HTTP_PEER_TLS_CERTIFICATE.key(),
                                        first.certificate().toString(),
                                Setting.HTTP_PEER_TLS_KEY.key(), first.key().toString(),
                                Setting.HTTP_PEER_TLS_CA.key(), authority.toString()));
                ReloadedTls peer = new ReloadedTls(TestCertificates.trusting(second, authority), PAUSE);
                ReloadedTls foreign = new ReloadedTls(TestCertificates.trusting(stranger, authority), PAUSE);
                ReloadedTls distrusting =
                        new ReloadedTls(TestCertificates.trusting(second, second.certificate()), PAUSE)) {
            int port = api.port(PeerRoute.PREFIX);

            assertThat(asked(port, Optional.of(peer))).isEqualTo("status 503");
            assertThat(asked(port, Optional.of(foreign))).isNotEqualTo("status 503");
            assertThat(asked(port, Optional.of(distrusting))).contains("PKIX");
            assertThat(asked(port, Optional.empty())).isNotEqualTo("status 503");
        }
    }

    /** Why it was not answered: by an instance that answers for nothing, or not at all. */
    private static String asked(int port, Optional<ReloadedTls> tls) throws InterruptedException {
        try (HttpPeers peers = new HttpPeers(Optional.empty(), tls, new SimpleMeterRegistry())) {
            peers.send(
                            new HostInfo("localhost", port),
                            new ShardRequest<>(
                                    new ShardQuery.Count(Visibility.EVERYTHING),
                                    Set.of(0),
                                    OptionalLong.empty(),
                                    "another",
                                    Long.MAX_VALUE),
                            TIMEOUT)
                    .get();
            return "answered";
        } catch (ExecutionException e) {
            return e.getCause().getMessage();
        }
    }

    private static void copy(TlsFiles from, TlsFiles to) throws IOException {
        Files.copy(from.certificate(), to.certificate(), REPLACE_EXISTING);
        Files.copy(from.key(), to.key(), REPLACE_EXISTING);
    }

    /** Who answers at the port. */
    private static String served(int port) throws Exception {
        AtomicReference<String> name = new AtomicReference<>();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anyone(name)}, null);
        try (Socket plain = new Socket("127.0.0.1", port);
                SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, true)) {
            socket.startHandshake();
        }
        return name.get();
    }

    private record Anyone(AtomicReference<String> name) implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            name.set(chain[0].getSubjectX500Principal().getName());
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
