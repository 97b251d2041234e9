package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.model.linear.Vectors;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.shard.TestIndexState;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import io.fourfold.topology.testing.TestTextSearch;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationApiTest {

    private static final byte[] PHOTO = TestNetwork.photo("a dog");
    private static final byte[] OTHER = TestNetwork.photo("another");
    private static final double ROUNDING = 1e-6;

    @TempDir
    static Path directory;

    private static TestDriver driver;
    private static ApiFixture api;

    @BeforeAll
    static void start() throws Exception {
        driver = new TestDriver(
                "explanations",
                directory,
                (serdes, metrics) -> new IndexTopology(TestDriver.TOPICS, serdes, metrics, TestNetwork.AXES).build());
        DescribedPhotos.store(driver, "kept", PHOTO, directory.resolve("kept.jpg"));
        DescribedPhotos.store(driver, "other", "album", OTHER);
        DescribedPhotos.store(driver, "changed", PHOTO, directory.resolve("changed.jpg"));
        Files.write(directory.resolve("changed.jpg"), OTHER);
        api = new ApiFixture(new TestIndexState(driver.driver()), new FixedHealth(true, true));
    }

    @AfterAll
    static void stop() {
        api.close();
        driver.close();
    }

    @Test
    void shouldAddUpToTheCosineWithAnotherPhoto() throws Exception {
        JsonNode explanation = api.post("/v1/explanations?image=other", PHOTO).json();

        double cosine = Vectors.cosine(TestNetwork.embedding(PHOTO), TestNetwork.embedding(OTHER));
        assertThat(explanation.get("rows").asInt()).isEqualTo(2);
        assertThat(explanation.get("columns").asInt()).isEqualTo(3);
        assertThat(explanation.get("values")).hasSize(6);
        assertThat(explanation.get("total").asDouble()).isCloseTo(cosine, within(ROUNDING));
        assertThat(sum(explanation)).isCloseTo(cosine, within(ROUNDING));
    }

    @Test
    void shouldAddUpToTheCosineWithATextAndNameWhatItLeftOut() throws Exception {
        JsonNode explanation =
                api.post("/v1/explanations?q=dog%20xylophone", PHOTO).json();

        double cosine = Vectors.cosine(TestNetwork.embedding(PHOTO), TestTextSearch.vector("dog"));
        assertThat(sum(explanation)).isCloseTo(cosine, within(ROUNDING));
        assertThat(explanation.at("/unknownWords/0/word").asText()).isEqualTo("xylophone");
        assertThat(explanation.has("after")).isFalse();
    }

    @Test
    void shouldSayWhereAWordIsSaid() throws Exception {
        JsonNode explanation = api.post("/v1/explanations?word=dog", PHOTO).json();

        assertThat(explanation.get("after").asText()).isEqualTo("a photo of a");
        assertThat(sum(explanation)).isCloseTo(explanation.get("total").asDouble(), within(ROUNDING));
        assertThat(explanation.get("modelVersion").asText()).isEqualTo(TestNetwork.VERSION);
    }

    @Test
    void shouldExplainAStoredPhotoAsItsFile() throws Exception {
        ApiFixture.Answer stored = api.get("/v1/images/kept/explanation?image=other");

        assertThat(stored.json())
                .isEqualTo(api.post("/v1/explanations?image=other", PHOTO).json());
    }

    @Test
    void shouldSayWhatToDoAboutAPhotoThatCannotBeReadAgain() throws Exception {
        ApiFixture.Answer inline = api.get("/v1/images/other/explanation?word=dog");
        ApiFixture.Answer changed = api.get("/v1/images/changed/explanation?word=dog");

        assertThat(inline.status()).isEqualTo(409);
        assertThat(inline.json().get("detail").asText()).contains("'other'", "POST the file to /v1/explanations");
        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.json().get("detail").asText()).contains("but the claim check says");
    }

    @Test
    void shouldWantExactlyOneThingExplained() throws Exception {
        for (String parameters : new String[] {"", "?word=", "?word=dog&image=other", "?word=dog&q=dog&image=other"}) {
            ApiFixture.Answer answer = api.post("/v1/explanations" + parameters, PHOTO);

            assertThat(answer.status()).as(parameters).isEqualTo(400);
            assertThat(answer.json().get("detail").asText()).contains("exactly one");
        }
    }

    private static double sum(JsonNode explanation) {
        return explanation
                .get("values")
                .valueStream()
                .mapToDouble(JsonNode::asDouble)
                .sum();
    }
}
