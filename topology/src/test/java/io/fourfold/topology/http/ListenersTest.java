package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.shard.FakeIndexState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Public requests that hang, over real HTTP: more of them than an instance has threads. */
class ListenersTest {

    private static final int HANGING = 500;
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Announces a photo that never comes. */
    private static final String HANGING_POST =
            "POST /v1/captions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n";

    private final List<Socket> clients = new ArrayList<>();
    private ApiFixture api;

    @BeforeEach
    void setUp() throws IOException {
        api = new ApiFixture(FakeIndexState.unasked(), new FixedHealth(true, true));
        for (int i = 0; i < HANGING; i++) {
            Socket client = new Socket("127.0.0.1", api.port("/"));
            clients.add(client);
            client.getOutputStream().write(HANGING_POST.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @AfterEach
    void tearDown() throws IOException {
        // Hanging requests would be logged as failures.
        for (Socket client : clients) {
            finish(client);
            client.close();
        }
        api.close();
    }

    @Test
    void shouldNotHoldUpProbesNorPeersWhenPublicRequestsHang() throws Exception {
        assertThat(api.send(api.request("/health/live").timeout(SOON).GET()).status())
                .isEqualTo(200);
        assertThat(api.send(api.request("/health/ready").timeout(SOON).GET()).status())
                .isEqualTo(200);
        assertThat(api.send(api.request("/metrics").timeout(SOON).GET()).status())
                .isEqualTo(200);
        assertThat(api.send(api.request("/internal/v1/similar")
                                .timeout(SOON)
                                .POST(HttpRequest.BodyPublishers.ofString("{")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldRefuseAtOnceWhatIsMoreThanItTakesOn() throws Exception {
        ApiFixture.Answer answer =
                api.send(api.request("/v1/words/man/similar").timeout(SOON).GET());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.contentType()).startsWith(Problem.CONTENT_TYPE);
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.json().get("detail").asText()).contains("try again");
    }

    @Test
    void shouldTakeOnMoreOnceOthersHaveEnded() throws Exception {
        for (Socket client : clients) {
            finish(client);
        }

        assertThat(api.send(api.request("/v1/words/man/similar").timeout(SOON).GET())
                        .status())
                .isEqualTo(200);
    }

    /** Sends the rest of the body, if the instance still waits for it, and reads the answer. */
    private static void finish(Socket client) {
        try {
            client.getOutputStream().write("not-a-jpeg".getBytes(StandardCharsets.US_ASCII));
            new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII)).readLine();
        } catch (IOException e) {
            // It was refused and the connection closed.
        }
    }
}
