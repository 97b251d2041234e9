package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.config.ListenAddress;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that send or take one byte after the other, over real connections, for longer than the listener's patience. */
class SlowClientsTest {

    private static final Duration NEVER_IDLE = Duration.ofMinutes(2);
    private static final int LARGE = 64 << 20;
    private static final int DRIP_MS = 100;

    /** Of half a minute. */
    private static final int DRIPS = 300;

    private final CompletableFuture<Exception> failure = new CompletableFuture<>();
    private Listener listener;

    @BeforeEach
    void setUp() {
        listener = new Listener(
                "slow",
                new ListenAddress("127.0.0.1", 0, Setting.HTTP_PORT),
                new Listener.Guards(
                        RequestLimit.of(4),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        false,
                        8_192,
                        new Listener.Patience(Duration.ofSeconds(1), Duration.ofSeconds(1), 1_000, NEVER_IDLE)),
                new SimpleMeterRegistry(),
                Tracing.OFF,
                routes -> {
                    routes.get("/", context -> context.result("there"));
                    routes.post(
                            "/",
                            context -> context.result(
                                    "" + context.bodyInputStream().readAllBytes().length));
                    routes.get("/large", context -> send(context.res().getOutputStream()));
                });
        listener.start();
    }

    @AfterEach
    void tearDown() {
        listener.close();
    }

    @Test
    void shouldDropWhoSendsHeadersByteByByte() throws Exception {
        try (Socket client = connect("GET / HTTP/1.1\r\nHost: localhost\r\nX: ")) {
            assertThat(drip(client)).isLessThan(DRIPS);
        }
    }

    @Test
    void shouldDropWhoDoesSoInASecondRequest() throws Exception {
        try (Socket client = connect("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(RawHttp.read(client).status()).isEqualTo(200);

            client.getOutputStream().write(ascii("GET / HTTP/1.1\r\nX: "));
            assertThat(drip(client)).isLessThan(DRIPS);
        }
    }

    @Test
    void shouldRefuseWhoSendsABodyByteByByte() throws Exception {
        try (Socket client = connect("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n")) {
            CompletableFuture<RawHttp.Answer> answer = CompletableFuture.supplyAsync(() -> read(client));
            drip(client);

            assertThat(answer.get(1, TimeUnit.MINUTES).status()).isEqualTo(408);
            assertThat(answer.get().header("Content-Type").orElseThrow()).startsWith(Problem.CONTENT_TYPE);
        }
    }

    @Test
    void shouldDropWhoDoesNotTakeTheAnswer() throws Exception {
        try (Socket client = connect("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            client.setReceiveBufferSize(1_024);

            assertThat(failure.get(1, TimeUnit.MINUTES)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldTakeABodyThatComesInPieces() throws Exception {
        try (Socket client = connect("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n")) {
            for (int i = 0; i < 5; i++) {
                client.getOutputStream().write(new byte[1_000]);
                TimeUnit.MILLISECONDS.sleep(DRIP_MS);
            }

            assertThat(RawHttp.read(client).status()).isEqualTo(200);
        }
    }

    private Socket connect(String begin) throws IOException {
        Socket client = new Socket("127.0.0.1", listener.port());
        client.getOutputStream().write(ascii(begin));
        return client;
    }

    /** How many bytes could be sent, one at a time, until the connection was closed. */
    private static int drip(Socket client) throws InterruptedException {
        for (int i = 0; i < DRIPS; i++) {
            try {
                client.getOutputStream().write('x');
            } catch (IOException e) {
                return i;
            }
            TimeUnit.MILLISECONDS.sleep(DRIP_MS);
        }
        return DRIPS;
    }

    private void send(OutputStream client) throws IOException {
        byte[] piece = new byte[1 << 16];
        try {
            for (int sent = 0; sent < LARGE; sent += piece.length) {
                client.write(piece);
            }
            failure.complete(null);
        } catch (IOException e) {
            failure.complete(e);
            throw e;
        }
    }

    private static RawHttp.Answer read(Socket client) {
        try {
            return RawHttp.read(client);
        } catch (SocketException e) {
            return new RawHttp.Answer("");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
