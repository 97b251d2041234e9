package io.fourfold.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fourfold.model.image.BadPhotoException;
import io.fourfold.model.image.PhotoDecoder;
import io.fourfold.model.image.PhotoSize;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code -Dfourfold.hostile.photos=5000} for more of them, {@code -Dfourfold.hostile.seed=2} for others. */
class HostilePhotosTest {

    private static final int COUNT = Integer.getInteger("fourfold.hostile.photos", 400);
    private static final long SEED = Long.getLong("fourfold.hostile.seed", 1);

    private final PhotoDecoder decoder = new PhotoDecoder(224);

    @Test
    void shouldDecodeOrRefuseEachOfThem() {
        HostilePhotos photos = new HostilePhotos(SEED);
        TreeMap<Boolean, Integer> decoded = new TreeMap<>();

        for (int number = 0; number < COUNT; number++) {
            HostilePhotos.HostilePhoto photo = photos.photo(number);
            assertThatCode(() -> decoded.merge(isDecoded(photo.file()), 1, Integer::sum))
                    .as("photo %d, %s", number, photo.kind())
                    .doesNotThrowAnyException();
        }

        assertThat(decoded.get(true)).isGreaterThan(COUNT / 5);
        assertThat(decoded.get(false)).isGreaterThan(COUNT / 5);
    }

    @ParameterizedTest
    @EnumSource(DrawnFiles.class)
    void shouldBeginWithGoodFiles(DrawnFiles good) {
        assertThat(isDecoded(good.file())).isTrue();
    }

    @Test
    void shouldBeTheSameEachTime() {
        assertThat(new HostilePhotos(SEED).photo(77).file())
                .isEqualTo(new HostilePhotos(SEED).photo(77).file());
    }

    private boolean isDecoded(byte[] file) {
        PhotoSize.of(file);
        try {
            decoder.decodeWithThumbnail(file);
            return true;
        } catch (BadPhotoException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return false;
        }
    }
}
