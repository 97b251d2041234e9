package io.fourfold.topology.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final HostInfo HUNG = new HostInfo("hung", 1);
    private static final HostInfo OTHER = new HostInfo("other", 1);

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 10);
    private final CircuitBreaker circuits = new CircuitBreaker(Duration.ofNanos(100), nanoTime::get);

    @Test
    void shouldContainInstanceThatTimedOutTwice() {
        timeOut();
        assertThat(circuits.isOpen(HUNG)).isFalse();

        timeOut();
        assertThat(circuits.isOpen(HUNG)).isTrue();
        assertThat(circuits.isOpen(OTHER)).isFalse();
    }

    @Test
    void shouldCountQuestionsThatWaitedTogetherOnce() {
        long sent = nanoTime.get();
        nanoTime.addAndGet(20);

        circuits.timedOut(HUNG, sent);
        circuits.timedOut(HUNG, sent + 5);
        circuits.timedOut(HUNG, sent + 10);

        assertThat(circuits.isOpen(HUNG)).isFalse();
    }

    @Test
    void shouldLetOneQuestionTryAgainAfterEachPause() {
        timeOut();
        timeOut();

        nanoTime.addAndGet(100);
        assertThat(circuits.isOpen(HUNG)).isFalse();
        assertThat(circuits.isOpen(HUNG)).isTrue();
        timeOut();
        nanoTime.addAndGet(99);
        assertThat(circuits.isOpen(HUNG)).isTrue();
        nanoTime.addAndGet(1);
        assertThat(circuits.isOpen(HUNG)).isFalse();
    }

    @Test
    void shouldForgetInstanceOnceItAnswers() {
        timeOut();
        timeOut();
        circuits.answered(HUNG);
        timeOut();

        assertThat(circuits.isOpen(HUNG)).isFalse();
    }

    private void timeOut() {
        long sent = nanoTime.get();
        nanoTime.addAndGet(20);
        circuits.timedOut(HUNG, sent);
    }
}
