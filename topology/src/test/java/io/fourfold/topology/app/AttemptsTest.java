package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

    @Test
    void shouldSucceedAtOnce() {
        try (Attempts attempts = new Attempts("test", () -> true, failures::add)) {
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
                failures::add)) {
            attempts.start();
            assertThat(attempts.deferred()).isFalse();

            Awaitility.await().atMost(Duration.ofMinutes(1)).until(attempts::succeeded);
            assertThat(tries).hasValue(2);
            assertThat(failures).extracting(Throwable::getMessage).containsExactly("not yet");
        }
    }

    @Test
    void shouldNotTryAnyMoreOnceClosed() {
        AtomicInteger tries = new AtomicInteger();
        Attempts attempts = new Attempts("test", () -> tries.incrementAndGet() < 0, failures::add);
        attempts.start();
        assertThat(attempts.deferred()).isTrue();
        attempts.close();

        assertThat(tries).hasValueLessThanOrEqualTo(2);
        assertThat(attempts.succeeded()).isFalse();
    }
}
