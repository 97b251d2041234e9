package io.fourfold.topology.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeasuredLagsTest {

    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicReference<Supplier<Map<String, Map<Integer, Long>>>> source =
            new AtomicReference<>(() -> Map.of("similarity", Map.of(2, 17L)));
    private final MeasuredLags lags = new MeasuredLags(() -> source.get().get(), nanoTime::get);

    @AfterEach
    void tearDown() {
        lags.close();
    }

    @Test
    void shouldKnowTheLagOfAPartitionOfAStore() {
        lags.measure();

        assertThat(lags.lag("similarity", 2)).hasValue(17);
        assertThat(lags.lag("similarity", 1)).isEmpty();
        assertThat(lags.lag("captions", 2)).isEmpty();
    }

    @Test
    void shouldKnowNothingBeforeItHasMeasured() {
        assertThat(lags.lag("similarity", 2)).isEmpty();
    }

    @Test
    void shouldForgetWhatWasMeasuredLongAgo() {
        lags.measure();
        source.set(() -> {
            throw new StreamsException("the broker does not answer");
        });

        nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
        lags.measure();
        assertThat(lags.lag("similarity", 2)).hasValue(17);

        nanoTime.addAndGet(1);
        assertThat(lags.lag("similarity", 2)).isEmpty();
    }
}
