package io.fourfold.topology.images;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of uploads on the retry topic and of those that become dead letters after all; texts, times in ms. */
final class RetryHeaders {

    private static final String RETRY = "fourfold.retry.";

    /** What Kafka Streams gives its own dead letters (KIP-1034). */
    private static final String ERRORS = "__streams.errors.";

    private static final int MOST_LETTERS_OF_STACK_TRACE = 100_000;

    private RetryHeaders() {}

    /** Of an upload that waits: its own, when it is to be tried, and what is known of why it waits. */
    static Headers waiting(WaitingUpload upload, String network) {
        Headers headers = history(upload, network);
        add(headers, RETRY + "not-before", upload.notBefore());
        return headers;
    }

    /** Of a dead letter: its own, what Kafka Streams would have said, and its history, if it has waited. */
    static Headers deadLetter(WaitingUpload upload, String topic, String network, Throwable failure) {
        Headers headers = upload.tried() ? history(upload, network) : new RecordHeaders(upload.headers());
        add(headers, ERRORS + "exception", failure.getClass().getName());
        add(headers, ERRORS + "message", failure.getMessage());
        add(headers, ERRORS + "stacktrace", stackTrace(failure));
        add(headers, ERRORS + "topic", topic);
        add(headers, ERRORS + "partition", upload.partition());
        add(headers, ERRORS + "offset", upload.offset());
        return headers;
    }

    private static Headers history(WaitingUpload upload, String network) {
        Headers headers = new RecordHeaders(upload.headers());
        add(headers, RETRY + "network", network);
        add(headers, RETRY + "attempts", upload.attempts());
        add(headers, RETRY + "first-failure", upload.firstFailure());
        add(headers, RETRY + "last-failure", upload.lastFailure());
        add(headers, RETRY + "history", String.join("\n", upload.history()));
        add(headers, RETRY + "partition", upload.partition());
        add(headers, RETRY + "offset", upload.offset());
        return headers;
    }

    /** A record that is replayed may carry the header already. */
    private static void add(Headers headers, String name, Object value) {
        headers.remove(name);
        headers.add(name, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.getBuffer().length() <= MOST_LETTERS_OF_STACK_TRACE
                ? text.toString()
                : text.getBuffer().substring(0, MOST_LETTERS_OF_STACK_TRACE);
    }
}
