package io.fourfold.topology.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private static final TopicPartition PARTITION = new TopicPartition("photos", 3);
    private static final TopicPartition OTHER_PARTITION = new TopicPartition("photos", 4);
    private static final Exception DEFECT = new IllegalStateException("a defect");

    private final Map<TopicPartition, Long> committed = new HashMap<>(Map.of(PARTITION, -1L, OTHER_PARTITION, -1L));
    private long now = 1;
    private final Failures failures =
            new Failures(() -> now, () -> Map.of(Thread.currentThread().getName(), committed));

    @Test
    void shouldNameTheRecordThatFailsAndForHowLong() {
        failAt(7, new StreamsException("wrapped", new StreamsException(new RuntimeException("no", DEFECT))));
        pass(Duration.ofSeconds(5));
        failAt(7, new StreamsException(DEFECT));
        pass(Duration.ofSeconds(3));

        assertThat(failures.current())
                .containsExactly(new Failure(
                        Optional.of(new Failure.Place("photos", 3, 7)),
                        "java.lang.IllegalStateException: a defect",
                        2,
                        Duration.ofSeconds(8),
                        false));
    }

    @Test
    void shouldSayWhatCausedIt() {
        failAt(7, new StreamsException(new RuntimeException("photo is away", new ConnectException("refused"))));

        assertThat(failures.current()).singleElement().satisfies(failure -> {
            assertThat(failure.exception())
                    .isEqualTo(
                            "java.lang.RuntimeException: photo is away; caused by java.net.ConnectException: refused");
            assertThat(failure.outage()).isTrue();
        });
    }

    @Test
    void shouldBeStuckOnceOneRecordFailsForLong() {
        failForLong(7, DEFECT);

        assertThat(failures.stuck()).isTrue();
        assertThat(failures.repeated()).isTrue();
    }

    @Test
    void shouldNotBeStuckAfterAFewFailures() {
        failAt(7, DEFECT);
        failAt(7, DEFECT);
        pass(Duration.ofSeconds(30));
        failAt(7, DEFECT);

        assertThat(failures.stuck()).isFalse();
    }

    @Test
    void shouldNotBeStuckForWhatARestartDoesNotMend() {
        failForLong(7, new StreamsException(new TimeoutException("no broker")));

        assertThat(failures.stuck()).isFalse();
        assertThat(failures.current())
                .singleElement()
                .satisfies(failure -> assertThat(failure.outage()).isTrue());
    }

    @Test
    void shouldBeOverOnceTheRecordIsPassed() {
        failForLong(7, DEFECT);

        committed.put(PARTITION, 7L);
        assertThat(failures.stuck()).isTrue();
        committed.put(PARTITION, 8L);
        assertThat(failures.stuck()).isFalse();
        assertThat(failures.current()).isEmpty();
    }

    @Test
    void shouldNotTakeProgressOfOthersForItsOwn() {
        failForLong(7, DEFECT);

        committed.put(OTHER_PARTITION, 900L);
        assertThat(failures.stuck()).isTrue();
    }

    @Test
    void shouldBeginAgainWithEachRecord() {
        for (long offset = 7; offset < 20; offset++) {
            failAt(offset, DEFECT);
            pass(Duration.ofSeconds(30));
        }

        assertThat(failures.stuck()).isFalse();
        assertThat(failures.current())
                .singleElement()
                .satisfies(failure -> assertThat(failure.times()).isEqualTo(1));
    }

    @Test
    void shouldKnowAFailureWithoutARecordByItsThreadsCommits() {
        failForLong(-1, DEFECT);
        assertThat(failures.stuck()).isTrue();

        committed.put(OTHER_PARTITION, 900L);
        assertThat(failures.stuck()).isFalse();
    }

    @Test
    void shouldForgetWhatNoLongerFails() {
        failForLong(7, DEFECT);
        pass(Duration.ofMinutes(3));

        assertThat(failures.current()).isEmpty();
        assertThat(failures.last()).isPresent();
    }

    private void failForLong(long offset, Exception failure) {
        for (int i = 0; i < 6; i++) {
            failAt(offset, failure);
            pass(Duration.ofSeconds(30));
        }
    }

    private void failAt(long offset, Exception failure) {
        if (offset >= 0) {
            failures.at(PARTITION.topic(), PARTITION.partition(), offset);
        }
        failures.record(failure);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
