package io.fourfold.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.topology.similarity.Axes;
import io.fourfold.topology.similarity.Cursor;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.NextPhotos;
import io.fourfold.topology.similarity.PhotoCount;
import io.fourfold.topology.similarity.RandomPhotos;
import io.fourfold.topology.similarity.SimilarImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.Visibility;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numeric")
class SimilaritySearchTest {

    private static final int DIMENSIONS = 7;

    private final Random random = new Random(11);

    @TempDir
    Path directory;

    private SimilarityStore store;

    @BeforeEach
    void setUp() {
        store = new SimilarityStore("similarity", new Axes(DIMENSIONS, List.of()), UnaryOperator.identity());
        store.init(new StoreContext(directory), store);
    }

    @AfterEach
    void tearDown() {
        store.close();
    }

    @Test
    void shouldAgreeWithBruteForce() {
        Map<String, float[]> vectors = fill(3_000);
        float[] query = randomVector();

        List<SimilarImage> expected = bruteForce(vectors, query).subList(0, 25);
        List<SimilarImage> hits = search(SimilarImages.of(query, 25)).hits();

        assertThat(hits)
                .extracting(SimilarImage::imageId)
                .containsExactlyElementsOf(
                        expected.stream().map(SimilarImage::imageId).toList());
        assertThat(hits.get(0).score()).isCloseTo(expected.get(0).score(), within(1e-5f));
    }

    @Test
    void shouldAgreeWithBruteForceAfterDeletesAndOverwrites() {
        Map<String, float[]> vectors = fill(2_500);
        for (int i = 0; i < 2_500; i += 3) {
            store.delete(key("image-" + i));
            vectors.remove("image-" + i);
        }
        for (int i = 1; i < 2_500; i += 3) {
            put(vectors, "image-" + i);
        }
        for (int i = 0; i < 300; i++) {
            put(vectors, "new-" + i);
        }
        float[] query = randomVector();

        assertThat(store.approximateNumEntries()).isEqualTo(vectors.size());
        assertThat(search(SimilarImages.of(query, 40)).hits())
                .extracting(SimilarImage::imageId)
                .containsExactlyElementsOf(bruteForce(vectors, query).subList(0, 40).stream()
                        .map(SimilarImage::imageId)
                        .toList());
    }

    @Test
    void shouldAgreeWithBruteForceOnLongVectors() {
        SimilarityStore large = new SimilarityStore("large", new Axes(300, List.of()), UnaryOperator.identity());
        large.init(new StoreContext(directory), large);
        try {
            RandomPhotos photos = new RandomPhotos(8, 300, 40);
            Map<String, float[]> vectors = new HashMap<>();
            for (int i = 0; i < 4_000; i++) {
                float[] vector = photos.vector();
                vectors.put("image-" + i, vector);
                large.put(key("image-" + i), new IndexedImageSerde().serialize(null, image(vector)));
            }

            for (int i = 0; i < 20; i++) {
                float[] query = photos.vector();
                assertThat(search(large, SimilarImages.of(query, 10)).hits())
                        .extracting(SimilarImage::imageId)
                        .containsExactlyElementsOf(bruteForce(vectors, query).subList(0, 10).stream()
                                .map(SimilarImage::imageId)
                                .toList());
            }
        } finally {
            large.close();
        }
    }

    @Test
    void shouldAgreeWithBruteForceWhateverDirectionsTheVectorsHave() {
        List<float[]> skewed = List.of(direction(300, 0, 1), direction(300, 2, 299));
        for (List<float[]> directions : List.of(skewed, List.<float[]>of())) {
            SimilarityStore large = new SimilarityStore(
                    "directions-" + directions.size(), new Axes(300, directions), UnaryOperator.identity());
            large.init(new StoreContext(directory), large);
            try {
                Map<String, float[]> vectors = new HashMap<>();
                for (int i = 0; i < 1_500; i++) {
                    vectors.put("image-" + i, oddVector(i));
                }
                vectors.forEach(
                        (id, vector) -> large.put(key(id), new IndexedImageSerde().serialize(null, image(vector))));

                for (int i = 0; i < 30; i++) {
                    float[] query = oddVector(i);
                    List<SimilarImage> expected = bruteForce(vectors, query);
                    int k = i % 2 == 0 ? 10 : 2_000;
                    List<SimilarImage> hits =
                            search(large, SimilarImages.of(query, k)).hits();

                    assertThat(hits).hasSize(Math.min(k, vectors.size()));
                    for (int rank = 0; rank < hits.size(); rank++) {
                        assertThat(hits.get(rank).score())
                                .isCloseTo(expected.get(rank).score(), within(1e-5f));
                    }
                }
            } finally {
                large.close();
            }
        }
    }

    @Test
    void shouldPageThroughMoreEqualPhotosThanAnyPageHolds() {
        float[] twin = randomVector();
        for (int i = 0; i < 1_500; i++) {
            put("twin-" + i, image(twin));
        }
        Cursor cursor = new Cursor(search(SimilarImages.of(twin, 1_000)).hits().get(999), 0);

        SimilarImages.Hits rest = search(new SimilarImages(
                twin, 1_000, -1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(cursor)));

        assertThat(rest.hits()).hasSize(500);
        assertThat(rest.more()).isFalse();
    }

    @Test
    void shouldCompareByCosineWhateverTheLength() {
        put("long", image(new float[] {100, 0, 0, 0, 0, 0, 0}));

        SimilarImage hit = search(SimilarImages.of(new float[] {0.5f, 0, 0, 0, 0, 0, 0}, 1))
                .hits()
                .get(0);
        assertThat(hit.score()).isEqualTo(1);
    }

    @Test
    void shouldFilterByAlbumAndOwner() {
        put("a", image("ann", "holidays", randomVector()));
        put("b", image("ann", "work", randomVector()));
        put("c", image("bob", "holidays", randomVector()));
        put("d", image(randomVector()));

        assertThat(ids(query(Optional.of("ann"), Optional.of("holidays")))).containsExactly("a");
        assertThat(ids(query(Optional.of("ann"), Optional.empty()))).containsExactlyInAnyOrder("a", "b");
        assertThat(ids(query(Optional.empty(), Optional.of("holidays")))).containsExactlyInAnyOrder("a", "c");
    }

    /** However many photos of others are nearer. */
    @Test
    void shouldAnswerAsIfThereWereOnlyThePhotosThatAreCovered() {
        Map<String, float[]> covered = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            float[] vector = randomVector();
            String owner = List.of("ann", "bob", "eve", "max").get(i % 4);
            String album = i % 3 == 0 ? "sea" : i % 3 == 1 ? "hills" : null;
            put("image-" + i, image(owner, album, vector));
            if (i % 4 < 2 && i % 3 < 2) {
                covered.put("image-" + i, vector);
            }
        }
        Visibility visibility = new Visibility(Set.of("ann", "bob", "who has none"), Set.of("sea", "hills"));
        float[] query = randomVector();

        for (int k : List.of(10, covered.size())) {
            SimilarImages.Hits hits = search(SimilarImages.of(query, k).visibleTo(visibility));
            assertThat(hits.hits())
                    .extracting(SimilarImage::imageId)
                    .containsExactlyElementsOf(bruteForce(covered, query).subList(0, k).stream()
                            .map(SimilarImage::imageId)
                            .toList());
            assertThat(hits.more()).isEqualTo(k < covered.size());
        }
        assertThat(count(visibility)).isEqualTo(covered.size());
        assertThat(count(Visibility.EVERYTHING)).isEqualTo(3_000);
    }

    @Test
    void shouldCombineAFilterWithWhatIsCovered() {
        put("a", image("ann", "sea", randomVector()));
        put("b", image("bob", "sea", randomVector()));
        put("c", image("bob", "hills", randomVector()));
        put("d", image(null, "sea", randomVector()));
        Visibility bob = new Visibility(Set.of("bob"), Set.of());

        assertThat(ids(query(Optional.empty(), Optional.of("sea")).visibleTo(bob)))
                .containsExactly("b");
        assertThat(ids(query(Optional.of("bob"), Optional.empty()).visibleTo(bob)))
                .containsExactlyInAnyOrder("b", "c");
        assertThat(ids(query(Optional.of("ann"), Optional.empty()).visibleTo(bob)))
                .isEmpty();
        assertThat(ids(query(Optional.empty(), Optional.empty()).visibleTo(new Visibility(Set.of(), Set.of("sea")))))
                .containsExactlyInAnyOrder("a", "b", "d");
    }

    @Test
    void shouldListTheNextPhotosThatAreCoveredByTheBytesOfTheirIds() {
        for (String id : List.of("z", "a", "\uD83C\uDF0A", "\uFFFD", "b")) {
            put(id, image("ann", null, randomVector()));
            put(id + " of bob", image("bob", null, randomVector()));
        }
        Visibility ann = new Visibility(Set.of("ann"), Set.of());

        assertThat(next(Optional.empty(), 10, Optional.of(ann)))
                .containsExactly("a", "b", "z", "\uFFFD", "\uD83C\uDF0A");
        assertThat(next(Optional.of("a of bob"), 2, Optional.of(ann))).containsExactly("b", "z");
        assertThat(next(Optional.empty(), 10, Optional.empty())).isEmpty();
    }

    @Test
    void shouldLeaveOutExcludedImage() {
        put("self", image(randomVector()));
        put("other", image(randomVector()));
        SimilarImages query = new SimilarImages(
                randomVector(), 10, -1, Optional.empty(), Optional.empty(), Optional.of("self"), Optional.empty());

        assertThat(ids(query)).containsExactly("other");
    }

    @Test
    void shouldLeaveOutLowScores() {
        put("same", image(new float[] {1, 0, 0, 0, 0, 0, 0}));
        put("opposite", image(new float[] {-1, 0, 0, 0, 0, 0, 0}));
        SimilarImages query = new SimilarImages(
                new float[] {1, 0, 0, 0, 0, 0, 0},
                10,
                0.5f,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(ids(query)).containsExactly("same");
    }

    @Test
    void shouldPageThroughEverythingOnce() {
        Map<String, float[]> vectors = fill(95);
        // Equal vectors share a score, so the page's end must not depend on the score alone.
        float[] twin = randomVector();
        for (int i = 0; i < 20; i++) {
            put("twin-" + i, image(twin));
            vectors.put("twin-" + i, twin);
        }
        float[] query = randomVector();

        List<String> seen = new ArrayList<>();
        Optional<Cursor> cursor = Optional.empty();
        boolean more = true;
        while (more) {
            SimilarImages.Hits page = search(
                    new SimilarImages(query, 10, -1, Optional.empty(), Optional.empty(), Optional.empty(), cursor));
            page.hits().forEach(hit -> seen.add(hit.imageId()));
            cursor = Optional.of(Cursor.decode(
                    new Cursor(page.hits().get(page.hits().size() - 1), 0).encode()));
            more = page.more();
        }

        assertThat(seen).hasSize(115).doesNotHaveDuplicates();
    }

    @Test
    void shouldSayThatThereIsMoreOnlyIfThereIs() {
        fill(10);

        assertThat(search(SimilarImages.of(randomVector(), 9)).more()).isTrue();
        assertThat(search(SimilarImages.of(randomVector(), 10)).more()).isFalse();
    }

    @Test
    void shouldIgnoreRemovalOfUnknownImage() {
        store.delete(key("never-seen"));

        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void shouldRefuseNumbersThatAreNotFinite() {
        float[] broken = new float[DIMENSIONS];
        broken[3] = Float.NaN;

        assertThatThrownBy(() -> put("broken", image(broken))).hasMessageContaining("not finite");
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void shouldTakeImagesAfterRefusingOne() {
        assertThatThrownBy(() -> put("broken", image(new float[3]))).isInstanceOf(Exception.class);
        put("good", image(randomVector()));

        assertThat(store.approximateNumEntries()).isEqualTo(1);
    }

    @Test
    void shouldShowReadersWholeVectorsWhileTheyChange() throws Exception {
        // The two vectors are opposite, so half of one and half of the other scores neither 1 nor -1.
        float[] up = new float[] {1, 1, 1, 1, 1, 1, 1};
        float[] down = new float[] {-1, -1, -1, -1, -1, -1, -1};
        put("flipping", image(up));
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<List<Float>> scores = reader.submit(() -> IntStream.range(0, 2_000)
                    .mapToObj(i -> search(SimilarImages.of(up, 1)))
                    .map(hits -> Math.abs(hits.hits().get(0).score()))
                    .toList());
            for (int i = 0; !scores.isDone(); i++) {
                put("flipping", image(i % 2 == 0 ? down : up));
            }

            assertThat(scores.get())
                    .hasSize(2_000)
                    .allSatisfy(score -> assertThat(score).isCloseTo(1, within(1e-5f)));
        } finally {
            reader.shutdownNow();
        }
    }

    private Map<String, float[]> fill(int count) {
        Map<String, float[]> vectors = new HashMap<>();
        for (int i = 0; i < count; i++) {
            put(vectors, "image-" + i);
        }
        return vectors;
    }

    private void put(Map<String, float[]> vectors, String id) {
        float[] vector = randomVector();
        vectors.put(id, vector);
        put(id, image(vector));
    }

    private void put(String id, IndexedImage image) {
        store.put(key(id), new IndexedImageSerde().serialize(null, image));
    }

    /** A direction between two of the coordinates' own. */
    private static float[] direction(int dimensions, int first, int second) {
        float[] direction = new float[dimensions];
        direction[first] = (float) Math.sqrt(0.5);
        direction[second] = (float) -Math.sqrt(0.5);
        return direction;
    }

    /** Zero, one number only, the same number everywhere, tiny or huge ones, or noise in all directions. */
    private float[] oddVector(int kind) {
        float[] vector = new float[300];
        switch (kind % 6) {
            case 0 -> vector[kind % 300] = 1 + kind;
            case 1 -> Arrays.fill(vector, kind % 4 - 1.5f);
            case 2 -> vector[299] = 1e-30f;
            case 3 -> vector[kind % 300] = kind % 12 == 3 ? 0 : -1e15f;
            default -> {
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = (float) random.nextGaussian();
                }
            }
        }
        return vector;
    }

    private SimilarImages.Hits search(SimilarImages query) {
        return search(store, query);
    }

    private static SimilarImages.Hits search(SimilarityStore store, SimilarImages query) {
        return store.query(query, PositionBound.unbounded(), new QueryConfig(false))
                .getResult();
    }

    private long count(Visibility visibility) {
        return store.query(new PhotoCount(visibility), PositionBound.unbounded(), new QueryConfig(false))
                .getResult();
    }

    private List<String> next(Optional<String> after, int k, Optional<Visibility> wanted) {
        return store.query(new NextPhotos(after, k, wanted), PositionBound.unbounded(), new QueryConfig(false))
                .getResult();
    }

    private static Bytes key(String id) {
        return Bytes.wrap(id.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> ids(SimilarImages query) {
        return search(query).hits().stream().map(SimilarImage::imageId).toList();
    }

    private SimilarImages query(Optional<String> owner, Optional<String> album) {
        return new SimilarImages(randomVector(), 10, -1, owner, album, Optional.empty(), Optional.empty());
    }

    private float[] randomVector() {
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static IndexedImage image(float[] vector) {
        return image(null, null, vector);
    }

    private static IndexedImage image(String owner, String album, float[] vector) {
        return new IndexedImage(Optional.ofNullable(owner), Optional.ofNullable(album), "v1", "ab", vector);
    }

    private static List<SimilarImage> bruteForce(Map<String, float[]> vectors, float[] query) {
        return vectors.entrySet().stream()
                .map(entry -> new SimilarImage(entry.getKey(), (float) cosine(query, entry.getValue())))
                .sorted()
                .toList();
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return aa == 0 || bb == 0 ? 0 : dot / Math.sqrt(aa * bb);
    }
}
