package io.fourfold.topology.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    @Test
    void shouldKeepWhoeverMayBeAmongTheBest() {
        Candidates candidates = new Candidates(query(1, -1, Optional.empty()));
        candidates.offer(bytes("first"), 0.9f, 0.01f);
        candidates.offer(bytes("second"), 0.8f, 0.01f);
        candidates.offer(bytes("as-good-as-second"), 0.79f, 0.01f);
        candidates.offer(bytes("out"), 0.7f, 0.01f);

        assertThat(ids(candidates)).containsExactly("first", "second", "as-good-as-second");
    }

    @Test
    void shouldDropThoseThatBetterOnesPushOut() {
        Candidates candidates = new Candidates(query(1, -1, Optional.empty()));
        candidates.offer(bytes("bad"), 0.1f, 0.01f);
        candidates.offer(bytes("good"), 0.8f, 0.01f);
        candidates.offer(bytes("better"), 0.9f, 0.01f);

        assertThat(ids(candidates)).containsExactly("good", "better");
        assertThat(candidates.threshold()).isEqualTo(0.8f - 0.01f);
    }

    @Test
    void shouldKeepTheRightOnesOfMany() {
        Candidates candidates = new Candidates(query(9, -1, Optional.empty()));
        for (int i = 0; i < 5_000; i++) {
            candidates.offer(bytes("photo-" + i), (i * 7 % 5_000) / 5_000f, 0);
        }

        assertThat(candidates.ids()).hasSize(10);
        assertThat(candidates.threshold()).isEqualTo(4_990 / 5_000f);
    }

    @Test
    void shouldStartFromTheLeastScore() {
        Candidates candidates = new Candidates(query(5, 0.5f, Optional.empty()));
        candidates.offer(bytes("too-low"), 0.4f, 0.01f);
        candidates.offer(bytes("perhaps"), 0.495f, 0.01f);

        assertThat(ids(candidates)).containsExactly("perhaps");
    }

    @Test
    void shouldNotLetWhatRanksBeforeTheCursorPushOutTheRest() {
        Cursor cursor = new Cursor(new SimilarImage("last", 0.8f), 0);
        Candidates candidates = new Candidates(query(1, -1, Optional.of(cursor)));
        candidates.offer(bytes("before"), 0.9f, 0.01f);
        candidates.offer(bytes("near-1"), 0.805f, 0.01f);
        candidates.offer(bytes("near-2"), 0.795f, 0.01f);
        candidates.offer(bytes("after-1"), 0.6f, 0.01f);
        candidates.offer(bytes("after-2"), 0.5f, 0.01f);
        candidates.offer(bytes("out"), 0.4f, 0.01f);

        assertThat(ids(candidates)).containsExactly("near-1", "near-2", "after-1", "after-2");
    }

    private static SimilarImages query(int k, float minScore, Optional<Cursor> after) {
        return new SimilarImages(
                new float[] {1, 0}, k, minScore, Optional.empty(), Optional.empty(), Optional.empty(), after);
    }

    private static List<String> ids(Candidates candidates) {
        return candidates.ids().stream()
                .map(id -> new String(id, StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
