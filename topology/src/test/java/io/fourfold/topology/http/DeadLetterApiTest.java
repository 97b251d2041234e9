package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.shard.FakeIndexState;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterApiTest {

    private static final byte[] NOTHING = {};

    private Runnable first = () -> {};

    private final ApiFixture api = new ApiFixture(
            new FakeIndexState(() -> {
                throw new AssertionError("nobody asks the index");
            }),
            OneDeadLetter.letters(() -> first.run()),
            new FixedHealth(true, true));

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void shouldSayWhatFailedAndWhy() throws Exception {
        var letter = api.get("/v1/dead-letters").json().get("deadLetters").get(0);

        assertThat(letter.get("id").asText()).isEqualTo("0-0");
        assertThat(letter.get("key").asText()).isEqualTo("photo-1");
        assertThat(letter.get("topic").asText()).isEqualTo("photos.image.gone");
        assertThat(letter.get("reason").asText()).isEqualTo("the photo is truncated");
    }

    @Test
    void shouldShowOneInFull() throws Exception {
        var details = api.get("/v1/dead-letters/0-0").json();

        assertThat(details.at("/deadLetter/key").asText()).isEqualTo("photo-1");
        assertThat(details.at("/headers/__streams.errors.message").asText()).isEqualTo("the photo is truncated");
        assertThat(details.get("valueBytes").asInt()).isPositive();
    }

    @Test
    void shouldShowABrokenPhotoAsAPictureAndNothingElse() throws Exception {
        HttpResponse<byte[]> photo = HttpClient.newHttpClient()
                .send(api.request("/v1/dead-letters/0-0/photo").build(), HttpResponse.BodyHandlers.ofByteArray());

        assertThat(photo.body()).isEqualTo(OneDeadLetter.PHOTO);
        assertThat(photo.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(photo.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(photo.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("sandbox");
    }

    @Test
    void shouldShowOneWhileAllAreRead() throws Exception {
        List<Integer> meanwhile = new ArrayList<>();
        first = () -> {
            first = () -> {};
            meanwhile.add(statusWithin("/v1/dead-letters/0-0", Duration.ofSeconds(20)));
        };

        assertThat(api.get("/v1/dead-letters").status()).isEqualTo(200);
        assertThat(meanwhile).containsExactly(200);
    }

    @Test
    void shouldListWhatIsAskedFor() throws Exception {
        assertThat(api.get("/v1/dead-letters?reason=digest").json().get("deadLetters"))
                .isEmpty();
        assertThat(api.get("/v1/dead-letters?reason=truncated&cursor=0-0")
                        .json()
                        .get("deadLetters"))
                .isEmpty();
    }

    @Test
    void shouldSayWhatBecameOfThem() throws Exception {
        assertThat(api.post("/v1/dead-letters/replay?id=0-0", NOTHING)
                        .json()
                        .get("withoutOrigin")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.post("/v1/dead-letters/discard?key=photo-1", NOTHING)
                        .json()
                        .get("discarded")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldTouchAllOnlyIfThatIsSaid() throws Exception {
        assertThat(api.post("/v1/dead-letters/discard", NOTHING).status()).isEqualTo(400);
        assertThat(api.post("/v1/dead-letters/discard?all=true&key=photo-1", NOTHING)
                        .status())
                .isEqualTo(400);
        assertThat(api.post("/v1/dead-letters/discard?all=true", NOTHING).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor=photo-1", "id=photo-1", "k=0", "k=101", "since=yesterday", "until=1"})
    void shouldRefuseWhatItDoesNotUnderstand(String parameter) throws Exception {
        ApiFixture.Answer answer = api.get("/v1/dead-letters?" + parameter);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText()).contains(parameter.split("=")[0]);
    }

    @Test
    void shouldReadForOneRequestAtATime() throws Exception {
        List<Integer> meanwhile = new ArrayList<>();
        first = () -> {
            first = () -> {};
            meanwhile.add(statusWithin("/v1/dead-letters", Duration.ofSeconds(20)));
        };

        assertThat(api.get("/v1/dead-letters").status()).isEqualTo(200);
        assertThat(meanwhile).containsExactly(503);
    }

    @Test
    void shouldReadAgainAfterNoBrokerAnswered() throws Exception {
        first = () -> {
            throw new TimeoutException("no broker answers");
        };
        assertThat(api.get("/v1/dead-letters").status()).isEqualTo(503);

        first = () -> {};
        assertThat(api.get("/v1/dead-letters").status()).isEqualTo(200);
    }

    private int statusWithin(String path, Duration timeout) {
        try {
            return api.send(api.request(path).timeout(timeout).GET()).status();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
