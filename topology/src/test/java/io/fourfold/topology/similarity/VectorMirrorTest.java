package io.fourfold.topology.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numeric")
class VectorMirrorTest {

    private static final int DIMENSIONS = 300;

    private final VectorMirror mirror = new VectorMirror(new Axes(DIMENSIONS, List.of()), new PlainKernel());
    private final RandomPhotos photos = new RandomPhotos(6, DIMENSIONS, 50);

    @Test
    void shouldTakeAtMost440BytesAPhoto() {
        int count = 20_000;
        for (int i = 0; i < count; i++) {
            put(mirror, uuid(i), Optional.of("owner-" + i / 100), photos.vector());
        }

        assertThat(mirror.memoryBytes() / (double) count).isLessThan(440);
    }

    @Test
    void shouldUseTheMemoryOfDeletedPhotosAgain() {
        for (int i = 0; i < 3_000; i++) {
            put(mirror, uuid(i), Optional.of("ann"), photos.vector());
        }
        long before = mirror.memoryBytes();
        for (int i = 0; i < 3_000; i++) {
            mirror.remove(bytes(uuid(i)));
        }
        for (int i = 3_000; i < 6_000; i++) {
            put(mirror, uuid(i), Optional.of("bob"), photos.vector());
        }

        assertThat(mirror.size()).isEqualTo(3_000);
        assertThat(mirror.memoryBytes()).isEqualTo(before);
    }

    @Test
    void shouldGrowByNothingWhenPhotosAreOverwritten() {
        put(mirror, "a", Optional.of("ann"), photos.vector());
        long before = mirror.memoryBytes();
        for (int i = 0; i < 100; i++) {
            put(mirror, "a", Optional.of("ann"), photos.vector());
        }

        assertThat(mirror.memoryBytes()).isEqualTo(before);
    }

    @Test
    void shouldFindTheSameBySimd() {
        ScanKernelTest.assumeSimd();
        VectorMirror simd = new VectorMirror(new Axes(DIMENSIONS, List.of()), new PanamaKernel());
        for (int i = 0; i < 3_000; i++) {
            float[] vector = photos.vector();
            put(mirror, uuid(i), Optional.empty(), vector);
            put(simd, uuid(i), Optional.empty(), vector);
        }

        for (int i = 0; i < 20; i++) {
            SimilarImages query = SimilarImages.of(photos.vector(), 10);
            assertThat(ids(simd.search(query))).isEqualTo(ids(mirror.search(query)));
        }
    }

    @Test
    void shouldLeaveFewToRankExactly() {
        for (int i = 0; i < 3_000; i++) {
            put(mirror, uuid(i), Optional.empty(), photos.vector());
        }

        assertThat(mirror.search(SimilarImages.of(photos.vector(), 10))).hasSizeBetween(11, 40);
    }

    @Test
    void shouldFindNothingOfOwnersItDoesNotKnow() {
        put(mirror, "a", Optional.of("ann"), photos.vector());
        mirror.remove(bytes("a"));
        put(mirror, "b", Optional.of("bob"), photos.vector());
        SimilarImages query = new SimilarImages(
                photos.vector(), 10, -1, Optional.of("ann"), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(mirror.search(query)).isEmpty();
    }

    private static void put(VectorMirror mirror, String id, Optional<String> owner, float[] vector) {
        mirror.put(bytes(id), RandomPhotos.image(owner, vector));
    }

    private static List<String> ids(List<byte[]> found) {
        return found.stream().map(id -> new String(id, StandardCharsets.UTF_8)).toList();
    }

    private static String uuid(int i) {
        return new UUID(i * 0x9E3779B97F4A7C15L, i).toString();
    }

    private static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
