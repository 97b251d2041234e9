package io.fourfold.topology.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.deadletter.DeadLetter.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {

    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void shouldReadWhatKafkaStreamsSaysOfTheFailure() {
        DeadLetter letter = letter(failure());

        assertThat(letter.id()).hasToString("3-17");
        assertThat(letter.time()).isEqualTo(TIME);
        assertThat(letter.key()).isEqualTo("photo-1");
        assertThat(letter.origin()).hasValue(new Origin("photos.image.uploaded", 2, 40));
        assertThat(letter.reason()).isEqualTo("the photo is truncated");
        assertThat(letter.attempts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "", "99999999999999999999"})
    void shouldTakeAnImpossibleOffsetForNone(String offset) {
        assertThat(letter(failure().remove("__streams.errors.offset").add("__streams.errors.offset", bytes(offset)))
                        .origin())
                .isEmpty();
    }

    @Test
    void shouldTakeAnImpossibleNumberOfAttemptsForNone() {
        assertThat(letter(failure().add("fourfold.dlq.attempts", bytes("99999999999")))
                        .attempts())
                .isZero();
    }

    @Test
    void shouldResolveNothingByAnOriginalsHeaders() {
        Headers resolving = new RecordHeaders().add("fourfold.dlq.resolved", bytes("0-5"));

        assertThat(LetterHeaders.resolved(resolving)).hasValue(new LetterId(0, 5));
        assertThat(LetterHeaders.resolved(failure().add("fourfold.dlq.resolved", bytes("0-5"))))
                .isEmpty();
        assertThat(LetterHeaders.resolved(new RecordHeaders().add("fourfold.dlq.resolved", bytes("nonsense"))))
                .isEmpty();
    }

    @Test
    void shouldReplayTheOriginalsHeadersAndTheAttempt() {
        Headers letter = failure().add("trace", bytes("t1")).add("fourfold.dlq.attempts", bytes("1"));

        Headers replayed = LetterHeaders.replayed(letter, 2);

        assertThat(replayed.toArray()).extracting(Header::key).containsExactly("trace", "fourfold.dlq.attempts");
        assertThat(LetterHeaders.text(replayed, "fourfold.dlq.attempts")).hasValue("2");
    }

    @Test
    void shouldFilterByAllThatIsGiven() {
        DeadLetter letter = letter(failure());

        assertThat(LetterFilter.ALL.matches(letter)).isTrue();
        assertThat(reason("TRUNCATED").matches(letter)).isTrue();
        assertThat(reason("badphoto").matches(letter)).isTrue();
        assertThat(reason("digest").matches(letter)).isFalse();
        assertThat(times(TIME, TIME.plusMillis(1)).matches(letter)).isTrue();
        assertThat(times(TIME.plusMillis(1), TIME.plusMillis(2)).matches(letter))
                .isFalse();
        assertThat(times(TIME.minusMillis(1), TIME).matches(letter)).isFalse();
        assertThat(place("photos.image.uploaded", "photo-1").matches(letter)).isTrue();
        assertThat(place("photos.image.uploaded", "photo").matches(letter)).isFalse();
        assertThat(place("photos.search.requested", "photo-1").matches(letter)).isFalse();
    }

    @Test
    void shouldReadAnIdAsItIsWritten() {
        assertThat(LetterId.parse("3-17")).isEqualTo(new LetterId(3, 17));
        assertThatThrownBy(() -> LetterId.parse("17")).hasMessageContaining("'17' is no dead letter's id");
    }

    private static LetterFilter reason(String reason) {
        return new LetterFilter(
                Set.of(), Optional.of(reason), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static LetterFilter times(Instant since, Instant until) {
        return new LetterFilter(
                Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(since), Optional.of(until));
    }

    private static LetterFilter place(String topic, String key) {
        return new LetterFilter(
                Set.of(), Optional.empty(), Optional.of(topic), Optional.of(key), Optional.empty(), Optional.empty());
    }

    private static Headers failure() {
        return new RecordHeaders()
                .add("__streams.errors.exception", bytes("io.fourfold.model.image.BadPhotoException"))
                .add("__streams.errors.message", bytes("the photo is truncated"))
                .add("__streams.errors.topic", bytes("photos.image.uploaded"))
                .add("__streams.errors.partition", bytes("2"))
                .add("__streams.errors.offset", bytes("40"));
    }

    private static DeadLetter letter(Headers headers) {
        return DeadLetter.of(new ConsumerRecord<>(
                "photos.image.dead-letter",
                3,
                17,
                TIME.toEpochMilli(),
                TimestampType.CREATE_TIME,
                7,
                1,
                bytes("photo-1"),
                new byte[] {1},
                headers,
                Optional.empty()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
