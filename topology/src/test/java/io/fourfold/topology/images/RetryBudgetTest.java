package io.fourfold.topology.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.schemas.serde.UnknownSchemaException;
import io.fourfold.topology.photo.PhotoUnavailableException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private static final RuntimeException UNAVAILABLE = new PhotoUnavailableException("503", null);

    private final RetryBudget budget = new RetryBudget(30, Duration.ofMinutes(10), Duration.ofSeconds(1));

    @Test
    void shouldBeSpentByTheNumberOfTries() {
        assertThat(budget.isSpent(failed(29, 0), UNAVAILABLE)).isFalse();
        assertThat(budget.isSpent(failed(30, 0), UNAVAILABLE)).isTrue();
    }

    @Test
    void shouldBeSpentByTheTimeSinceTheFirstFailure() {
        assertThat(budget.isSpent(failed(2, 599_999), UNAVAILABLE)).isFalse();
        assertThat(budget.isSpent(failed(2, 600_000), UNAVAILABLE)).isTrue();
    }

    @Test
    void shouldBeSpentSoonByWhatMostLikelyLiesInThePhoto() {
        assertThat(budget.isSpent(failed(3, 0), new OutOfMemoryError())).isFalse();
        assertThat(budget.isSpent(failed(4, 0), new OutOfMemoryError())).isTrue();
        assertThat(budget.isSpent(failed(4, 0), new UnknownSchemaException("schema 7", null)))
                .isTrue();
    }

    @Test
    void shouldPauseTwiceAsLongEachTimeUpToAQuarterOfAnHour() {
        assertThat(budget.pauseMillis(failed(1, 0))).isEqualTo(1_000);
        assertThat(budget.pauseMillis(failed(2, 0))).isEqualTo(2_000);
        assertThat(budget.pauseMillis(failed(10, 0))).isEqualTo(512_000);
        assertThat(budget.pauseMillis(failed(11, 0))).isEqualTo(900_000);
        assertThat(budget.pauseMillis(failed(1_000, 0))).isEqualTo(900_000);
    }

    private static WaitingUpload failed(int attempts, long sinceFirstMs) {
        long first = 5_000;
        long last = first + sinceFirstMs;
        return new WaitingUpload(new byte[0], new RecordHeaders(), 0, 0, 0, attempts, first, last, last, List.of());
    }
}
