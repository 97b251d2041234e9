package io.fourfold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.schemas.SearchTimings;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTimesTest {

    @Test
    void shouldCountWhatTheAnswerDoesNotTellAsItsDelivery() {
        SearchTimes times = new SearchTimes(List.of(
                new SearchTimes.Search(100, new SearchTimings(10L, 15L, 20L, 50L), 7),
                new SearchTimes.Search(80, new SearchTimings(10L, 15L, 20L, 30L), 7),
                new SearchTimes.Search(90, new SearchTimings(10L, 15L, 20L, 30L), 7)));

        assertThat(times.of(SearchTimes.Search::wholeMs).median()).isEqualTo(90);
        assertThat(times.of(SearchTimes.Search::networkMs).median()).isEqualTo(45);
        assertThat(times.of(SearchTimes.Search::addedMs).median()).isEqualTo(35);
        assertThat(times.of(SearchTimes.Search::deliveryMs).sorted()).containsExactly(5, 5, 15);
    }
}
