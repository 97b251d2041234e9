package io.fourfold.topology.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class SilentInstancesTest {

    private static final HostInfo HUNG = new HostInfo("hung", 1);
    private static final HostInfo OTHER = new HostInfo("other", 1);

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 10);
    private final SilentInstances silent = new SilentInstances(Duration.ofNanos(100), nanoTime::get);

    @Test
    void shouldContainInstanceThatTimedOutTwice() {
        timeOut();
        assertThat(silent.contains(HUNG)).isFalse();

        timeOut();
        assertThat(silent.contains(HUNG)).isTrue();
        assertThat(silent.contains(OTHER)).isFalse();
    }

    @Test
    void shouldCountQuestionsThatWaitedTogetherOnce() {
        long sent = nanoTime.get();
        nanoTime.addAndGet(20);

        silent.timedOut(HUNG, sent);
        silent.timedOut(HUNG, sent + 5);
        silent.timedOut(HUNG, sent + 10);

        assertThat(silent.contains(HUNG)).isFalse();
    }

    @Test
    void shouldLetOneQuestionTryAgainAfterEachPause() {
        timeOut();
        timeOut();

        nanoTime.addAndGet(100);
        assertThat(silent.contains(HUNG)).isFalse();
        assertThat(silent.contains(HUNG)).isTrue();
        timeOut();
        nanoTime.addAndGet(99);
        assertThat(silent.contains(HUNG)).isTrue();
        nanoTime.addAndGet(1);
        assertThat(silent.contains(HUNG)).isFalse();
    }

    @Test
    void shouldForgetInstanceOnceItAnswers() {
        timeOut();
        timeOut();
        silent.answered(HUNG);
        timeOut();

        assertThat(silent.contains(HUNG)).isFalse();
    }

    private void timeOut() {
        long sent = nanoTime.get();
        nanoTime.addAndGet(20);
        silent.timedOut(HUNG, sent);
    }
}
