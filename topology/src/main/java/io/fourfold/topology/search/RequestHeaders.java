package io.fourfold.topology.search;

import io.fourfold.schemas.RequestHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;

/** Headers of a request, which come back on its answer: who asked, where to reply, which trace it belongs to. */
final class RequestHeaders {

    /** Far more than such headers need; the rest of a request that has more is left out, so that its answer fits. */
    static final int MOST_BYTES = 8_192;

    private RequestHeaders() {}

    static List<RequestHeader> of(Headers headers) {
        List<RequestHeader> kept = new ArrayList<>();
        int bytes = 0;
        for (Header header : headers) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
            if (bytes > MOST_BYTES) {
                break;
            }
            kept.add(new RequestHeader(header.key(), header.value() == null ? null : ByteBuffer.wrap(header.value())));
        }
        return kept;
    }

    static Headers toKafka(List<RequestHeader> kept) {
        RecordHeaders headers = new RecordHeaders();
        kept.forEach(header -> headers.add(header.getName(), Utils.toNullableArray(header.getValue())));
        return headers;
    }
}
