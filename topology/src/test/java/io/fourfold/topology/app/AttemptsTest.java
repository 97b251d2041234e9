package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    @Test
    void shouldSucceedAtOnce() {
        try (Attempts attempts = new Attempts("test", () -> true, System::nanoTime)) {
            attempts.start();

            assertThat(attempts.succeeded()).isTrue();
            assertThat(attempts.deferred()).isFalse();
        }
    }

    @Test
    void shouldTryAgainAfterAFailure() {
        AtomicInteger tries = new AtomicInteger();
        try (Attempts attempts = new Attempts(
                "test",
                () -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                    return true;
                },
                System::nanoTime)) {
            attempts.start();
            assertThat(attempts.deferred()).isFalse();
            assertThat(attempts.troubles())
                    .singleElement()
                    .satisfies(trouble -> assertThat(trouble.exception()).contains("not yet"));

            Awaitility.await().atMost(Duration.ofMinutes(1)).until(attempts::succeeded);
            assertThat(tries).hasValue(2);
            assertThat(attempts.troubles()).isEmpty();
        }
    }

    @Test
    void shouldNotTryAnyMoreOnceClosed() {
        AtomicInteger tries = new AtomicInteger();
        Attempts attempts = new Attempts("test", () -> tries.incrementAndGet() < 0, System::nanoTime);
        attempts.start();
        assertThat(attempts.deferred()).isTrue();
        attempts.close();

        assertThat(tries).hasValueLessThanOrEqualTo(2);
        assertThat(attempts.succeeded()).isFalse();
    }
}
