package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.topology.shard.FakeIndexState;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The feed over real HTTP. */
@Timeout(120)
class FeedApiTest {

    private static final OpenApiContract CONTRACT = new OpenApiContract();

    private ApiFixture api;

    @BeforeEach
    void setUp() {
        api = new ApiFixture(FakeIndexState.unasked(), new FixedHealth(true, true));
    }

    @AfterEach
    void tearDown() {
        api.close();
    }

    @Test
    void shouldTellWhatHappensAsDescribed() throws Exception {
        try (FeedClient client = client("/v1/feed")) {
            assertThat(client.response().statusCode()).isEqualTo(200);
            assertThat(client.response().headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(client.response().headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(client.next().orElseThrow().data()).isEmpty();
            api.log().captioned(0, "<script>\n\u2028", "a dog", 1_700_000_000_000L);
            FeedClient.Event captioned = client.nextWithData();
            api.log().deleted(0, "beach", 1);
            FeedClient.Event deleted = client.nextWithData();
            api.log().deadLetter(0, "broken", "truncated\nfile", 1);
            FeedClient.Event letter = client.nextWithData();

            JsonNode photo = json(captioned);
            assertThat(photo.get("imageId").asText()).isEqualTo("<script>\n\u2028");
            assertThat(photo.get("time").asText()).isEqualTo("2023-11-14T22:13:20Z");
            assertThat(photo.at("/captions/0").toString())
                    .isEqualTo("{\"text\":\"a dog\",\"logProbability\":-3.5,\"confidence\":0.5}");
            assertThat(photo.get("owner").asText()).isEqualTo("ann");
            assertThat(photo.has("album")).isFalse();
            assertThat(json(deleted).get("imageId").asText()).isEqualTo("beach");
            assertThat(json(letter).get("reason").asText()).isEqualTo("truncated\nfile");
            for (FeedClient.Event event : List.of(captioned, deleted, letter)) {
                CONTRACT.checkEvent(event.name(), event.data());
            }
        }
    }

    @Test
    void shouldGoOnAfterTheHeaderOrElseTheParameter() throws Exception {
        api.log().captioned(0, "shown", "", 1);
        String first;
        String second;
        try (FeedClient client = client("/v1/feed?last=10")) {
            first = client.next().orElseThrow().id();
            assertThat(json(client.nextWithData()).get("imageId").asText()).isEqualTo("shown");
            api.log().captioned(1, "one", "", 2);
            second = client.nextWithData().id();
            api.log().captioned(2, "two", "", 3);
            client.nextWithData();
        }

        try (FeedClient client = client("/v1/feed?last=10&after=" + first)) {
            assertThat(json(client.nextWithData()).get("imageId").asText()).isEqualTo("one");
        }
        try (FeedClient client = new FeedClient(uri("/v1/feed?after=" + first), Optional.of(second))) {
            assertThat(json(client.nextWithData()).get("imageId").asText()).isEqualTo("two");
        }
    }

    @Test
    void shouldSayThatThereIsAGap() throws Exception {
        try (FeedClient client = client("/v1/feed?after=nonsense")) {
            FeedClient.Event gap = client.next().orElseThrow();

            assertThat(gap.name()).isEqualTo("gap");
            CONTRACT.checkEvent("gap", gap.data());
        }
    }

    @Test
    void shouldRefuseMoreClientsThanItTakesOnAndStillAnswerOthers() throws Exception {
        List<FeedClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < FeedResource.CLIENTS; i++) {
                clients.add(client("/v1/feed"));
            }
            ApiFixture.Answer refused = api.get("/v1/feed");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.contentType()).startsWith(Problem.CONTENT_TYPE);
            assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(api.get("/v1/status").json().at("/feed/clients").asInt()).isEqualTo(FeedResource.CLIENTS);

            api.log().captioned(0, "beach", "a beach", 1);
            for (FeedClient client : clients) {
                assertThat(client.nextWithData().data()).contains("a beach");
            }
        } finally {
            for (FeedClient client : clients) {
                client.close();
            }
        }
        // Who has left is noticed when something is sent.
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            api.log().captioned(0, "more", "", 1);
            assertThat(api.get("/v1/feed").status()).isEqualTo(200);
        });
    }

    @Test
    void shouldDropWhoDoesNotReadAndNotHoldUpOthers() throws Exception {
        String large = "word ".repeat(40_000);
        try (Socket sleeping = new Socket("127.0.0.1", api.port("/"));
                FeedClient reading = client("/v1/feed")) {
            sleeping.getOutputStream()
                    .write("GET /v1/feed HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> clients() == 2);
            for (int i = 0; i < 60; i++) {
                api.log().captioned(i % 3, "photo " + i, large, i);
                assertThat(json(reading.nextWithData()).get("imageId").asText()).isEqualTo("photo " + i);
            }

            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> clients() == 1);
            assertThat(api.get("/metrics").body()).contains("fourfold_feed_readers_dropped_total 1.0");
        }
    }

    @Test
    void shouldEndWhenTheInstanceStops() throws Exception {
        try (FeedClient client = client("/v1/feed")) {
            client.next();
            api.endFeed();

            assertThat(client.next()).isEmpty();
        }
    }

    private int clients() throws Exception {
        return api.get("/v1/status").json().at("/feed/clients").asInt();
    }

    private FeedClient client(String path) throws Exception {
        return new FeedClient(uri(path));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + api.port("/") + path);
    }

    private static JsonNode json(FeedClient.Event event) throws IOException {
        return new ObjectMapper().readTree(event.data());
    }
}
