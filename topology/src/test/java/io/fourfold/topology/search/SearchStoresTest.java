package io.fourfold.topology.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SearchStoresTest {

    @Test
    void shouldKeepOfAnsweredSearchesNoMoreThanTheTimeInWhichTheyMayBeRepeated() {
        assertThat(SearchStores.changelogs().get(SearchStores.ANSWERED))
                .containsEntry("cleanup.policy", "compact,delete")
                .containsEntry("retention.ms", Long.toString(Duration.ofHours(1).toMillis()))
                .containsEntry(
                        "segment.ms", Long.toString(Duration.ofMinutes(15).toMillis()));
        assertThat(SearchStores.ANSWERS_REMEMBERED).isEqualTo(Duration.ofHours(1));
    }
}
