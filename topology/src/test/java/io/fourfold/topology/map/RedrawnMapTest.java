package io.fourfold.topology.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.error.NotReadyException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RedrawnMapTest {

    private static final Duration VALIDITY = Duration.ofMinutes(1);

    private final AtomicLong nanoTime = new AtomicLong();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final RedrawnMap map = new RedrawnMap(background::add, VALIDITY, nanoTime::get);

    @Test
    void shouldNotBeReadyUntilItIsDrawn() {
        assertThatThrownBy(() -> get("v1", "a")).isInstanceOf(NotReadyException.class);
        assertThatThrownBy(() -> get("v1", "a")).isInstanceOf(NotReadyException.class);
        assertThat(background).hasSize(1);

        background.remove().run();
        assertThat(labels("v1", "b")).containsExactly("a");
        assertThat(background).isEmpty();
    }

    @Test
    void shouldShowTheOldMapWhileTheNextIsDrawn() {
        assertThatThrownBy(() -> get("v1", "a")).isInstanceOf(NotReadyException.class);
        background.remove().run();
        nanoTime.addAndGet(VALIDITY.toNanos() + 1);

        assertThat(labels("v1", "b")).containsExactly("a");
        background.remove().run();
        assertThat(labels("v1", "c")).containsExactly("b");
    }

    @Test
    void shouldNotShowTheMapOfAnotherNetwork() {
        assertThatThrownBy(() -> get("v1", "a")).isInstanceOf(NotReadyException.class);
        background.remove().run();

        assertThatThrownBy(() -> get("v2", "b")).isInstanceOf(NotReadyException.class);
        background.remove().run();
        assertThat(labels("v2", "c")).containsExactly("b");
    }

    @Test
    void shouldTryAgainAfterAFailure() {
        assertThatThrownBy(() -> map.get("v1", () -> new DrawnMap.Labelled(List.of(), new float[][] {{1}, {2}})))
                .isInstanceOf(NotReadyException.class);
        background.remove().run();

        assertThatThrownBy(() -> get("v1", "a")).isInstanceOf(NotReadyException.class);
        assertThat(background).hasSize(1);
    }

    private DrawnMap get(String modelVersion, String label) {
        return map.get(modelVersion, () -> new DrawnMap.Labelled(List.of(label), new float[][] {{1}}));
    }

    private List<String> labels(String modelVersion, String label) {
        return get(modelVersion, label).points().stream()
                .map(DrawnMap.Point::label)
                .toList();
    }
}
