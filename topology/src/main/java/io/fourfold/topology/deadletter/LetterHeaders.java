package io.fourfold.topology.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of dead letters, and of what is done with them. */
final class LetterHeaders {

    /** What Kafka Streams says of the failure (KIP-1034). */
    static final String ERRORS = "__streams.errors.";

    /** What a record carries that has been tried several times before it became a dead letter. */
    private static final String RETRY = "fourfold.retry.";

    /** How often a record has been replayed. */
    static final String ATTEMPTS = "fourfold.dlq.attempts";

    /** On a record without a value, in the dead letter's partition: which dead letter is dealt with. */
    static final String RESOLVED = "fourfold.dlq.resolved";

    private LetterHeaders() {}

    static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name))
                .map(Header::value)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Which dead letter this record says is dealt with; empty for a dead letter, whatever headers its original had. */
    static Optional<LetterId> resolved(Headers headers) {
        return headers.lastHeader(ERRORS + "exception") == null
                ? text(headers, RESOLVED).flatMap(LetterId::find)
                : Optional.empty();
    }

    /** The original's, marked as one more attempt. */
    static Headers replayed(Headers letter, int attempts) {
        Headers headers = new RecordHeaders();
        for (Header header : letter) {
            if (!header.key().startsWith(ERRORS) && !header.key().startsWith(RETRY)) {
                headers.add(header);
            }
        }
        headers.remove(ATTEMPTS);
        return headers.add(ATTEMPTS, bytes(Integer.toString(attempts)));
    }

    static Headers resolving(LetterId id) {
        return new RecordHeaders().add(RESOLVED, bytes(id.toString()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
