package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.shard.FakeIndexState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetterApiTest {

    private static final byte[] NOTHING = {};

    private final ApiFixture api = new ApiFixture(
            new FakeIndexState(() -> {
                throw new AssertionError("nobody asks the index");
            }),
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
}
