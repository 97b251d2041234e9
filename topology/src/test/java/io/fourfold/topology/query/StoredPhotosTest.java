package io.fourfold.topology.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fourfold.model.image.BadPhotoException;
import io.fourfold.schemas.ClaimCheck;
import io.fourfold.topology.photo.LoadedPhoto;
import io.fourfold.topology.photo.PhotoLoader;
import io.fourfold.topology.photo.RefusedClaimCheck;
import io.fourfold.topology.photo.TestLoaders;
import io.fourfold.topology.shard.CaptionedImage.StoredFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class StoredPhotosTest {

    private static final byte[] PHOTO = {1, 2, 3};

    @Test
    void shouldReadNothingFromWhereItMustNotBeRead() {
        try (PhotoLoader loader = RefusedClaimCheck.loader()) {
            StoredPhotos photos = new StoredPhotos(loader, 1);

            assertThat(RefusedClaimCheck.all())
                    .allSatisfy(refused -> assertThatThrownBy(
                                    () -> photos.read(file(refused.claimCheck()), bytes -> bytes))
                            .isInstanceOf(BadPhotoException.class)
                            .extracting(Throwable::getMessage)
                            .satisfies(refused::requireRefusal));
        }
    }

    /** As DNS rebinding does: the photo is described, and when it is to be explained its name has another address. */
    @Test
    void shouldReadNothingFromANameThatHasAnotherAddressThanWhenItWasUploaded() throws Exception {
        HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        store.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Connection", "close");
            exchange.sendResponseHeaders(200, PHOTO.length);
            exchange.getResponseBody().write(PHOTO);
            exchange.close();
        });
        store.start();
        URI uri = URI.create("http://photos.example.org:" + store.getAddress().getPort() + "/photo.jpg");
        Queue<List<String>> answers = new ArrayDeque<>(List.of(List.of("127.0.0.1"), List.of("127.0.0.2")));
        try (PhotoLoader loader = TestLoaders.resolving(
                Duration.ofSeconds(20), TestLoaders.networks("127.0.0.1"), host -> answers.remove(), uri)) {
            ClaimCheck claim =
                    new ClaimCheck(uri.toString(), LoadedPhoto.of(PHOTO).sha256(), (long) PHOTO.length);

            assertThat(loader.load(claim).bytes()).isEqualTo(PHOTO);
            assertThatThrownBy(() -> new StoredPhotos(loader, 1).read(file(claim), bytes -> bytes))
                    .isInstanceOf(BadPhotoException.class)
                    .hasMessageContaining("claim.check.networks")
                    .hasMessageNotContaining("127.0.0.2");
        } finally {
            store.stop(0);
        }
    }

    private static StoredFile file(ClaimCheck claim) {
        return new StoredFile(claim.getUri(), claim.getSha256(), claim.getSize());
    }
}
