package io.fourfold.topology.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.error.NotReadyException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RedrawnMapTest {

    private static final Duration VALIDITY = Duration.ofMinutes(10);

    private final AtomicLong nanoTime = new AtomicLong();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final RedrawnMap map = new RedrawnMap(background::add, VALIDITY, nanoTime::get);
    private final Photos photos = new Photos();

    @Test
    void shouldNotBeReadyUntilItIsDrawn() {
        photos.there.add("a");
        assertThatThrownBy(() -> map.get("v1", photos)).isInstanceOf(NotReadyException.class);
        assertThatThrownBy(() -> map.get("v1", photos)).isInstanceOf(NotReadyException.class);
        assertThat(background).hasSize(1);

        background.remove().run();
        assertThat(map.get("v1", photos).progress()).isEqualTo(1);
        assertThat(labels()).containsExactly("a");
    }

    @Test
    void shouldPlaceNewcomersAtOnceAndDrawThemSoon() {
        drawn("a", "b", "c");
        photos.there.add("d");
        later(Duration.ofSeconds(3));

        assertThat(labels()).containsExactly("a", "b", "c", "d");
        assertThat(provisional()).containsExactly("d");
        assertThat(background).isEmpty();

        later(Duration.ofSeconds(3));
        assertThat(map.get("v1", photos).progress()).isZero();
        background.remove().run();
        assertThat(labels()).containsExactly("a", "b", "c", "d");
        assertThat(provisional()).isEmpty();

        later(Duration.ofMinutes(1));
        labels();
        assertThat(background).isEmpty();
    }

    @Test
    void shouldPlaceWhatComesWhileItIsDrawn() {
        drawn("a", "b", "c");
        photos.there.add("d");
        later(Duration.ofSeconds(6));
        labels();
        photos.there.add("e");
        background.remove().run();

        assertThat(labels()).containsExactly("a", "b", "c", "d", "e");
        assertThat(provisional()).containsExactly("e");
    }

    @Test
    void shouldTakeAwayAtOnceWhatHasGone() {
        drawn("a", "b", "c");
        photos.there.remove("b");
        later(Duration.ofSeconds(3));

        assertThat(labels()).containsExactly("a", "c");
    }

    @Test
    void shouldKeepWhatPerhapsOnlyDoesNotAnswer() {
        drawn("a", "b", "c");
        photos.there.remove("b");
        photos.complete = false;
        later(VALIDITY.plusSeconds(1));

        assertThat(labels()).containsExactly("a", "b", "c");
        assertThat(background).isEmpty();
    }

    @Test
    void shouldNotBeDrawnOnWithoutVectorsThatDoNotAnswer() {
        drawn("a", "b", "c");
        photos.there.add("d");
        photos.unanswered.add("d");
        later(VALIDITY.plusSeconds(1));
        assertThat(labels()).containsExactly("a", "b", "c");
        assertThat(background).isEmpty();

        photos.unanswered.clear();
        later(Duration.ofSeconds(6));
        assertThat(labels()).containsExactly("a", "b", "c", "d");
        assertThat(background).hasSize(1);
    }

    @Test
    void shouldBeShownAsItWasWhileTheIndexDoesNotAnswer() {
        drawn("a", "b", "c");
        photos.answering = false;
        later(VALIDITY.plusSeconds(1));

        assertThat(labels()).containsExactly("a", "b", "c");
    }

    @Test
    void shouldNotAskTheIndexForEveryRequest() {
        drawn("a", "b", "c");
        later(Duration.ofSeconds(3));
        labels();
        int asked = photos.asked;
        later(Duration.ofSeconds(1));
        labels();

        assertThat(photos.asked).isEqualTo(asked);
    }

    @Test
    void shouldBeDrawnAgainWhenItIsOld() {
        drawn("a", "b", "c");
        later(VALIDITY.plusSeconds(1));

        assertThat(labels()).containsExactly("a", "b", "c");
        assertThat(background).hasSize(1);
    }

    @Test
    void shouldNotShowTheMapOfAnotherNetwork() {
        photos.there.add("a");
        assertThatThrownBy(() -> map.get("v1", photos)).isInstanceOf(NotReadyException.class);
        assertThatThrownBy(() -> map.get("v2", photos)).isInstanceOf(NotReadyException.class);
        background.remove().run();
        assertThatThrownBy(() -> map.get("v2", photos)).isInstanceOf(NotReadyException.class);

        background.remove().run();
        assertThat(map.get("v2", photos).modelVersion()).isEqualTo("v2");
    }

    @Test
    void shouldTryAgainAfterAFailure() {
        photos.there.add("a");
        photos.broken = true;
        assertThatThrownBy(() -> map.get("v1", photos)).isInstanceOf(NotReadyException.class);
        background.remove().run();

        assertThatThrownBy(() -> map.get("v1", photos)).isInstanceOf(NotReadyException.class);
        assertThat(background).hasSize(1);
    }

    @Test
    void shouldNotBeDrawnOnOnceItIsClosed() {
        photos.there.add("a");
        assertThatThrownBy(() -> map.get("v1", photos)).isInstanceOf(NotReadyException.class);
        map.close();
        background.remove().run();

        assertThatThrownBy(() -> map.get("v1", photos)).isInstanceOf(NotReadyException.class);
    }

    @Test
    void shouldFillAnEmptyMap() {
        drawn();
        photos.there.add("a");
        later(Duration.ofSeconds(6));
        labels();
        background.remove().run();

        assertThat(labels()).containsExactly("a");
    }

    private void drawn(String... labels) {
        photos.there.addAll(List.of(labels));
        assertThatThrownBy(() -> map.get("v1", photos)).isInstanceOf(NotReadyException.class);
        background.remove().run();
        assertThat(labels()).containsExactly(labels);
    }

    private void later(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    private List<String> labels() {
        return map.get("v1", photos).points().stream()
                .map(DrawnMap.Point::label)
                .toList();
    }

    private List<String> provisional() {
        return map.get("v1", photos).points().stream()
                .filter(DrawnMap.Point::provisional)
                .map(DrawnMap.Point::label)
                .toList();
    }

    /** Photos whose vectors are made of their ids. */
    private static final class Photos implements MapSource {

        private final Set<String> there = new TreeSet<>();
        private final Set<String> unanswered = new TreeSet<>();
        private boolean complete = true;
        private boolean answering = true;
        private boolean broken;
        private int asked;

        @Override
        public Labels labels() {
            asked++;
            if (!answering) {
                throw new NotReadyException("restoring");
            }
            return new Labels(Set.copyOf(there), complete);
        }

        @Override
        public LabelledVectors vectors(Collection<String> labels) {
            List<String> sorted = labels.stream()
                    .filter(label -> !unanswered.contains(label))
                    .sorted()
                    .toList();
            float[][] vectors = broken
                    ? new float[sorted.size() + 1][]
                    : sorted.stream()
                            .map(label -> new float[] {label.charAt(0), 1})
                            .toArray(float[][]::new);
            return new LabelledVectors(sorted, vectors);
        }
    }
}
