package io.fourfold.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PublicationTest {

    private final AtomicLong clock = new AtomicLong(1);
    private final AtomicInteger tried = new AtomicInteger();

    @Test
    void shouldTellWhomItWaitsFor() {
        try (Publication publication = new Publication(() -> false, () -> failing("not asked"), clock::get)) {
            publication.start();

            Awaitility.await().until(() -> publication.state().equals("WAITING"));
            pass(Duration.ofSeconds(40));
            assertThat(publication.troubles()).singleElement().satisfies(trouble -> {
                assertThat(trouble.exception()).contains("still publishes for the network before");
                assertThat(trouble.lasting()).isEqualTo(Duration.ofSeconds(40));
            });
            assertThat(publication.ready()).isFalse();
            assertThat(publication.dead()).isFalse();
        }
    }

    @Test
    void shouldNotSayThatAllIsWellWhenItFailsForEver() {
        try (Publication publication = new Publication(() -> true, () -> failing("a defect"), clock::get)) {
            publication.start();
            failOnForMinutes();

            assertThat(publication.state()).isEqualTo("STARTING");
            assertThat(publication.troubles())
                    .singleElement()
                    .satisfies(trouble -> assertThat(trouble.exception()).contains("a defect"));
            assertThat(publication.dead()).isTrue();
        }
    }

    @Test
    void shouldStayAliveWhileTheBrokersAreAway() {
        try (Publication publication = new Publication(this::withoutBrokers, () -> failing("not asked"), clock::get)) {
            publication.start();
            failOnForMinutes();

            assertThat(publication.troubles())
                    .singleElement()
                    .satisfies(trouble -> assertThat(trouble.outage()).isTrue());
            assertThat(publication.dead()).isFalse();
        }
    }

    private void failOnForMinutes() {
        for (int i = 0; i < 3; i++) {
            int before = tried.get();
            Awaitility.await().until(() -> tried.get() > before + 1);
            pass(Duration.ofSeconds(80));
        }
    }

    private RunningRole failing(String reason) {
        tried.incrementAndGet();
        throw new IllegalStateException(reason);
    }

    private boolean withoutBrokers() {
        tried.incrementAndGet();
        throw new TimeoutException("no broker answers");
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
