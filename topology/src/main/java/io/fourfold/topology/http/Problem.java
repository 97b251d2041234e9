package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What went wrong, as problem details (RFC 9457).
 *
 * @param type URN that names the kind of problem
 * @param title the same for every problem of the type
 * @param status HTTP status
 * @param detail this occurrence, and what to do
 * @param more further members
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonAnyGetter Map<String, Object> more) {

    static final String CONTENT_TYPE = "application/problem+json";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TYPE_PREFIX = "urn:fourfold:problem:";

    /** A problem whose type is the URN of a short name. */
    static Problem of(String name, String title, HttpStatus status, String detail) {
        return new Problem(TYPE_PREFIX + name, title, status.getCode(), detail, Map.of());
    }

    /** A problem that HTTP's own status describes in full. */
    static Problem of(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, Map.of());
    }

    Problem with(String member, Object value) {
        return new Problem(type, title, status, detail, Map.of(member, value));
    }

    void send(Context context) {
        context.status(status).json(this).contentType(CONTENT_TYPE);
    }

    /** Answers with it before there is a {@link Context}. */
    void send(Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, CONTENT_TYPE);
        response.write(true, ByteBuffer.wrap(json()), callback);
    }

    private byte[] json() {
        try {
            return MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem cannot be written as JSON", e);
        }
    }
}
