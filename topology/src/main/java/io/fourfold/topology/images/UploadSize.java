package io.fourfold.topology.images;

import io.fourfold.topology.error.BadRecordException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Bytes of uploads. Brokers limit them as they are sent, which is compressed in some cases, but here they are written again as
 * they are; what no topic takes would make its transaction fail for ever.
 */
final class UploadSize {

    /** Of id, headers and value; no less than what topics take of a record that is not compressed. */
    private static final int MOST = 1_048_576;

    /** For the header of a record that is moved, and all that a batch has beside its records. */
    private static final int OF_MOVING = 200;

    private UploadSize() {}

    /** Of id and headers. */
    static long of(String id, Headers headers) {
        long bytes = Utils.utf8Length(id);
        for (Header header : headers) {
            bytes += Utils.utf8Length(header.key()) + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    /** @throws BadRecordException if it is too large to be handled */
    static void requireHandled(Record<String, UploadEvent> upload) {
        require(upload, MOST, "handled");
    }

    /** @throws BadRecordException if it is too large for another partition */
    static void requireMoved(Record<String, UploadEvent> upload) {
        require(upload, MOST - OF_MOVING, "moved to the partition of its id");
    }

    private static void require(Record<String, UploadEvent> upload, int most, String done) {
        long bytes = of(upload.key(), upload.headers())
                + (upload.value() == null ? 0 : upload.value().bytes().length);
        if (bytes > most) {
            throw new BadRecordException("id, headers and value have " + bytes + " bytes; to be " + done
                    + " they may have " + most + ". Send large photos as a claim check");
        }
    }
}
