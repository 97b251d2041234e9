package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthWatchTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private volatile int status = 200;
    private volatile String reasons = "";
    private HttpServer instance;
    private HealthWatch health;

    @BeforeEach
    void setUp() throws IOException {
        instance = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        instance.createContext("/", exchange -> {
            byte[] json = "{\"reasons\": [%s]}".formatted(reasons).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, json.length);
            exchange.getResponseBody().write(json);
            exchange.close();
        });
        instance.start();
        health = new HealthWatch(new Endpoint(
                URI.create("http://localhost:" + instance.getAddress().getPort() + "/")));
        Awaitility.await().atMost(TIMEOUT).until(() -> health.answers() > 1);
    }

    @AfterEach
    void tearDown() {
        health.close();
        instance.stop(0);
    }

    @Test
    void shouldKeepNothingOfAHealthyInstance() {
        assertThat(health.failures()).isEmpty();
    }

    @Test
    void shouldKeepThatAnInstanceIsDown() {
        status = 503;

        awaitFailure("status=503");
    }

    @Test
    void shouldKeepWhatFailsInAnInstanceThatIsUp() {
        reasons = "{\"exception\": \"no space left\"}";

        awaitFailure("no space left");
    }

    @Test
    void shouldKeepThatNobodyAnswers() {
        instance.stop(0);

        awaitFailure("Exception");
    }

    private void awaitFailure(String text) {
        Awaitility.await()
                .atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(health.failures()).anyMatch(failure -> failure.contains(text)));
    }
}
