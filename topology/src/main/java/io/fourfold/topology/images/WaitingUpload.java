package io.fourfold.topology.images;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * An upload that waits for its photo. Times are milliseconds since the epoch.
 *
 * @param bytes the record's value, unchanged
 * @param headers the record's
 * @param timestamp the record's
 * @param partition where the record lies
 * @param offset where the record lies
 * @param attempts failed tries that count
 * @param firstFailure of those
 * @param lastFailure 0 before the first
 * @param notBefore when it is to be tried
 * @param history what went wrong and when, a line each: the first time and the last ones
 */
record WaitingUpload(
        byte[] bytes,
        Headers headers,
        long timestamp,
        int partition,
        long offset,
        int attempts,
        long firstFailure,
        long lastFailure,
        long notBefore,
        List<String> history) {

    private static final int MOST_LINES = 10;
    private static final int MOST_LETTERS = 500;

    WaitingUpload {
        history = List.copyOf(history);
    }

    /** An upload that has just come. */
    static WaitingUpload of(Record<String, UploadEvent> record, RecordMetadata where, long now) {
        return new WaitingUpload(
                record.value().bytes(),
                record.headers(),
                record.timestamp(),
                where.partition(),
                where.offset(),
                0,
                0,
                0,
                now,
                List.of());
    }

    /**
     * The upload after a failed try.
     *
     * @param anew whether what failed before does not count, nor this one more than as the first
     */
    WaitingUpload failed(Throwable failure, boolean anew, long now) {
        List<String> lines = new ArrayList<>(history);
        lines.add(Instant.ofEpochMilli(now) + " " + text(failure));
        if (lines.size() > MOST_LINES) {
            lines.remove(1);
        }
        boolean first = anew || attempts == 0;
        return new WaitingUpload(
                bytes,
                headers,
                timestamp,
                partition,
                offset,
                first ? 1 : attempts + 1,
                first ? now : firstFailure,
                now,
                now,
                lines);
    }

    WaitingUpload notBefore(long time) {
        return new WaitingUpload(
                bytes, headers, timestamp, partition, offset, attempts, firstFailure, lastFailure, time, history);
    }

    /** Whether it has been tried, and so is on the retry topic. */
    boolean tried() {
        return lastFailure > 0;
    }

    private static String text(Throwable failure) {
        String text = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS) + "...";
    }
}
