package io.fourfold.topology.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SearchPaceTest {

    @Test
    void shouldAllowTimeForABatchOfEachTask() {
        assertThat(new SearchPace(Duration.ofSeconds(2)).pollInterval(3)).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void shouldAllowAMinuteOnAFastMachine() {
        assertThat(new SearchPace(Duration.ofMillis(10)).pollInterval(3)).isEqualTo(Duration.ofMinutes(1));
    }
}
