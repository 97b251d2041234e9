package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.schemas.ImageUploaded;
import io.fourfold.schemas.InlinePhoto;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.kafka.Topics;
import io.fourfold.topology.shard.TestIndexState;
import io.fourfold.topology.testing.TestDriver;
import io.fourfold.topology.testing.TestNetwork;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos are listed, shown, uploaded and deleted. */
class PhotoApiTest {

    private static final byte[] PHOTO = TestNetwork.photo("a dog");

    @TempDir
    static Path directory;

    private static TestDriver driver;
    private static ApiFixture api;

    @BeforeAll
    static void setUp() {
        driver = new TestDriver(
                "photos",
                directory,
                (serdes, metrics) -> new IndexTopology(TestDriver.TOPICS, serdes, metrics, TestNetwork.AXES).build());
        for (int i = 0; i < 5; i++) {
            DescribedPhotos.store(driver, "photo-" + i, i % 2 == 0 ? "even" : "odd", TestNetwork.photo("photo " + i));
        }
        DescribedPhotos.store(driver, "a/b c", null, PHOTO);
        api = new ApiFixture(new TestIndexState(driver.driver()), new FixedHealth(true, true));
    }

    @AfterAll
    static void tearDown() {
        api.close();
        driver.close();
    }

    @BeforeEach
    void forget() {
        api.produced().clear();
        api.produced().sendException = null;
    }

    @Test
    void shouldListEveryPhotoOnceInTheOrderOfIds() throws Exception {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("/v1/images?k=4" + cursor).json();
            ids.addAll(page.get("images").findValuesAsText("imageId"));
            cursor =
                    page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").asText() : null;
        } while (cursor != null);

        assertThat(ids).containsExactly("a/b c", "photo-0", "photo-1", "photo-2", "photo-3", "photo-4");
    }

    @Test
    void shouldListPhotosWithWhatIsKnown() throws Exception {
        JsonNode page =
                api.get("/v1/images?album=odd&owner=owner%20of%20photo-3").json();

        JsonNode photo = page.get("images").get(0);
        assertThat(page.get("images")).hasSize(1);
        assertThat(photo.get("imageId").asText()).isEqualTo("photo-3");
        assertThat(photo.get("caption").asText()).isEqualTo("caption of photo-3");
        assertThat(photo.get("confidence").asDouble()).isEqualTo(0.5);
        assertThat(photo.get("album").asText()).isEqualTo("odd");
        assertThat(photo.get("picture").asText()).isEqualTo("/v1/images/photo-3/thumbnail");
        assertThat(page.at("/shards/total").asInt()).isEqualTo(2);
        assertThat(page.has("nextCursor")).isFalse();
    }

    @Test
    void shouldRefuseACursorOfAnotherRoute() throws Exception {
        String cursor = api.get("/v1/images/photo-0/similar?k=1")
                .json()
                .get("nextCursor")
                .asText();

        assertThat(api.get("/v1/images?cursor=" + cursor)
                        .json()
                        .get("parameter")
                        .asText())
                .isEqualTo("cursor");
    }

    @Test
    void shouldSayWhereThePictureIsOfAPhotoWhoseIdNeedsEscaping() throws Exception {
        JsonNode image = api.get("/v1/images/a%2Fb%20c").json();

        assertThat(image.get("picture").asText()).isEqualTo("/v1/images/a%2Fb%20c/thumbnail");
    }

    @Test
    void shouldShowAThumbnailUntilThePhotoIsDeleted() throws Exception {
        DescribedPhotos.show(driver, "photo-1", PHOTO);

        ApiFixture.Answer shown = api.get("/v1/images/photo-1/thumbnail");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.contentType()).isEqualTo("image/jpeg");
        assertThat(shown.response().headers().firstValueAsLong("Content-Length"))
                .hasValue(PHOTO.length);

        String tag = shown.response().headers().firstValue("ETag").orElseThrow();
        ApiFixture.Answer unchanged =
                api.send(api.request("/v1/images/photo-1/thumbnail").header("If-None-Match", tag));
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();

        DescribedPhotos.show(driver, "photo-1", null);
        assertThat(api.get("/v1/images/photo-1/thumbnail").json().get("type").asText())
                .isEqualTo("urn:fourfold:problem:no-thumbnail");
    }

    @Test
    void shouldUploadAPhoto() throws Exception {
        ApiFixture.Answer answer = api.put("/v1/images/x%2F1?owner=ann&album=holidays&fileName=beach%20%26.jpg", PHOTO);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.response().headers().firstValue("Location")).hasValue("/v1/images/x%2F1");
        assertThat(answer.json().at("/links/image").asText()).isEqualTo("/v1/images/x%2F1");
        assertThat(api.get(answer.json().at("/links/deadLetters").asText()).status())
                .isEqualTo(200);
        ProducerRecord<String, byte[]> sent = api.produced().history().get(0);
        assertThat(sent.topic()).isEqualTo("photos.image.uploaded");
        assertThat(sent.key()).isEqualTo("x/1");
        ImageUploaded event = TestDriver.serdes("api")
                .<ImageUploaded>forValues()
                .deserializer()
                .deserialize(sent.topic(), sent.value());
        assertThat(((InlinePhoto) event.getPhoto()).getBytes()).isEqualTo(ByteBuffer.wrap(PHOTO));
        assertThat(event.getOwner()).isEqualTo("ann");
        assertThat(event.getAlbum()).isEqualTo("holidays");
        assertThat(event.getFileName()).isEqualTo("beach &.jpg");
    }

    @Test
    void shouldDeleteAPhoto() throws Exception {
        ApiFixture.Answer answer = api.delete("/v1/images/photo-1");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(api.produced().history()).singleElement().satisfies(sent -> {
            assertThat(sent.key()).isEqualTo("photo-1");
            assertThat(sent.value()).isNull();
        });
    }

    @Test
    void shouldRefuseAPhotoThatFitsNoEvent() throws Exception {
        byte[] large = new byte[Topics.MAX_INLINE_BYTES + 1];
        System.arraycopy(PHOTO, 0, large, 0, PHOTO.length);

        JsonNode problem = api.put("/v1/images/large", large).json();
        assertThat(problem.get("status").asInt()).isEqualTo(413);
        assertThat(problem.get("detail").asText()).contains("921600 bytes");
        assertThat(api.produced().history()).isEmpty();
    }

    @Test
    void shouldSayThatTheBrokersTakeNoEventOfThatSize() throws Exception {
        api.produced().sendException = new RecordTooLargeException("larger than message.max.bytes");

        JsonNode problem = api.put("/v1/images/large", PHOTO).json();
        assertThat(problem.get("status").asInt()).isEqualTo(413);
        assertThat(problem.get("type").asText()).isEqualTo("urn:fourfold:problem:event-too-large");
        assertThat(problem.get("detail").asText()).contains("message.max.bytes");
    }
}
