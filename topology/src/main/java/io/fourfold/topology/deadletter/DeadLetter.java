package io.fourfold.topology.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;

/**
 * What is known of a record that could not be handled, without its value.
 *
 * @param time of the record, in most cases when it was produced
 * @param rawKey of the record; null if it had none
 * @param origin where the record stood; empty if work failed that no single record had asked for
 * @param exception class name
 * @param reason the exception's message
 * @param attempts how often it has been replayed already
 */
public record DeadLetter(
        LetterId id,
        Instant time,
        Bytes rawKey,
        Optional<Origin> origin,
        String exception,
        String reason,
        int attempts) {

    private static final int INTEGER_DIGITS = 9;
    private static final int LONG_DIGITS = 18;

    /** A record's topic, partition and offset. */
    public record Origin(String topic, int partition, long offset) {}

    /** What a record of the dead letters' topic says. */
    public static DeadLetter of(ConsumerRecord<byte[], byte[]> entry) {
        Headers headers = entry.headers();
        return new DeadLetter(
                new LetterId(entry.partition(), entry.offset()),
                Instant.ofEpochMilli(entry.timestamp()),
                Bytes.wrap(entry.key()),
                origin(headers),
                LetterHeaders.text(headers, LetterHeaders.ERRORS + "exception").orElse(""),
                LetterHeaders.text(headers, LetterHeaders.ERRORS + "message").orElse(""),
                number(headers, LetterHeaders.ATTEMPTS, INTEGER_DIGITS)
                        .map(Math::toIntExact)
                        .orElse(0));
    }

    /** The key as text, for people; empty if there is none. */
    public String key() {
        return rawKey == null ? "" : new String(rawKey.get(), StandardCharsets.UTF_8);
    }

    private static Optional<Origin> origin(Headers headers) {
        Optional<String> topic = LetterHeaders.text(headers, LetterHeaders.ERRORS + "topic");
        Optional<Long> partition = number(headers, LetterHeaders.ERRORS + "partition", INTEGER_DIGITS);
        Optional<Long> offset = number(headers, LetterHeaders.ERRORS + "offset", LONG_DIGITS);
        return topic.isPresent() && partition.isPresent() && offset.isPresent()
                ? Optional.of(new Origin(topic.get(), Math.toIntExact(partition.get()), offset.get()))
                : Optional.empty();
    }

    /** Anyone may write such headers: what is no number, or too large a one, counts as missing. */
    private static Optional<Long> number(Headers headers, String name, int mostDigits) {
        return LetterHeaders.text(headers, name)
                .filter(text -> text.matches("\\d{1," + mostDigits + "}"))
                .map(Long::parseLong);
    }
}
