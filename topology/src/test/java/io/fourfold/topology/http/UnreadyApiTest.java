package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.topology.TestNetwork;
import io.fourfold.topology.query.IndexState;
import io.fourfold.topology.query.NotReadyException;
import io.fourfold.topology.query.OwnedElsewhereException;
import io.fourfold.topology.query.Shards;
import io.fourfold.topology.store.IndexedImage;
import io.fourfold.topology.store.SimilarImages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnreadyApiTest {

    private ApiFixture api;

    @AfterEach
    void tearDown() {
        api.close();
    }

    @Test
    void shouldAnswer503WhileIndexRestores() throws Exception {
        api = new ApiFixture(failing(new NotReadyException("The index restores")), health(true, false));

        ApiFixture.Answer answer = api.get("/v1/images/photo-1");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.json().get("detail").asText()).isEqualTo("The index restores");
    }

    @Test
    void shouldNameInstanceThatKeepsPhoto() throws Exception {
        api = new ApiFixture(
                failing(new OwnedElsewhereException("photo-1", new HostInfo("node-2", 8080))), health(true, true));

        ApiFixture.Answer answer = api.get("/v1/images/photo-1/similar");
        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.json().get("owner").asText()).isEqualTo("node-2:8080");
    }

    @Test
    void shouldAnswer409WhenAllEmbeddingsAreOfOtherModels() throws Exception {
        SimilarImages.Hits onlyOthers = new SimilarImages.Hits(List.of(), false, 7, 7);
        api = new ApiFixture(answering(onlyOthers), health(true, true));

        ApiFixture.Answer answer = api.post("/v1/images/similar", TestNetwork.photo("any"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("detail").asText()).contains(TestNetwork.VERSION);
    }

    @Test
    void shouldHideUnexpectedFailures() throws Exception {
        api = new ApiFixture(failing(new IllegalStateException("secret detail")), health(true, true));

        ApiFixture.Answer answer = api.get("/v1/images/photo-1");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.contentType()).startsWith(Problem.CONTENT_TYPE);
        assertThat(answer.body()).doesNotContain("secret detail");
    }

    @Test
    void shouldTellProbesThatItIsAliveButNotReady() throws Exception {
        api = new ApiFixture(failing(new NotReadyException("The index restores")), health(true, false));

        assertThat(api.get("/health/live").status()).isEqualTo(200);
        assertThat(api.get("/health/ready").status()).isEqualTo(503);
    }

    @Test
    void shouldTellProbesThatOnlyRestartHelps() throws Exception {
        api = new ApiFixture(failing(new NotReadyException("The index has failed")), health(false, false));

        assertThat(api.get("/health/live").status()).isEqualTo(503);
    }

    private static Health health(boolean live, boolean ready) {
        return new Health() {
            @Override
            public boolean live() {
                return live;
            }

            @Override
            public boolean ready() {
                return ready;
            }

            @Override
            public Map<String, String> states() {
                return Map.of();
            }
        };
    }

    private static IndexState failing(RuntimeException failure) {
        return new FakeIndexState(() -> {
            throw failure;
        });
    }

    private static IndexState answering(SimilarImages.Hits hits) {
        return new FakeIndexState(() -> hits);
    }

    private record FakeIndexState(Supplier<SimilarImages.Hits> answer) implements IndexState {

        @Override
        public Optional<ImageCaptioned> captions(String imageId) {
            answer.get();
            return Optional.empty();
        }

        @Override
        public Optional<IndexedImage> embedding(String imageId) {
            answer.get();
            return Optional.empty();
        }

        @Override
        public Answers similar(SimilarImages query) {
            return new Answers(List.of(answer.get()), new Shards(1, 1));
        }

        @Override
        public long indexedPhotos() {
            return 0;
        }
    }
}
