package io.fourfold.topology.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreOutagesTest {

    private static final String STORE = "http://store";

    private final StoreOutages outages = new StoreOutages(Duration.ofSeconds(2));

    @Test
    void shouldTakeAStoreForAwayWhenMostPhotosFail() {
        for (int photo = 0; photo < 4; photo++) {
            outages.answered(STORE, "good-" + photo, 0);
        }
        fail(11);
        assertThat(outages.isAway(STORE, 0)).isFalse();

        fail(12);
        assertThat(outages.isAway(STORE, 0)).isTrue();
        assertThat(outages.isAway("http://another", 0)).isFalse();
    }

    @Test
    void shouldCountAPhotoOnceHoweverOftenItIsTried() {
        for (int attempt = 0; attempt < 100; attempt++) {
            outages.failed(STORE, "poison", attempt);
        }

        assertThat(outages.isAway(STORE, 100)).isFalse();
    }

    @Test
    void shouldTryAStoreThatIsAwayWithOnePhotoAtATime() {
        fail(12);

        assertThat(outages.mayAsk(STORE, 1_999)).isFalse();
        assertThat(outages.mayAsk(STORE, 2_000)).isTrue();
        assertThat(outages.mayAsk(STORE, 2_000)).isFalse();
        assertThat(outages.mayAsk(STORE, 4_000)).isTrue();
    }

    @Test
    void shouldAskAStoreAgainOnceItAnswers() {
        fail(12);

        outages.answered(STORE, "probe", 5_000);

        assertThat(outages.mayAsk(STORE, 5_000)).isTrue();
        assertThat(outages.mayAsk(STORE, 5_000)).isTrue();
        assertThat(outages.count()).isZero();
        assertThat(outages.wasAwaySince(STORE, 4_999)).isTrue();
        assertThat(outages.wasAwaySince(STORE, 5_001)).isFalse();
    }

    private void fail(int photos) {
        for (int photo = 0; photo < photos; photo++) {
            outages.failed(STORE, "photo-" + photo, 0);
        }
    }
}
