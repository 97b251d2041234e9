package io.fourfold.topology.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/**
 * Headers of every answer: those that let a browser do with it as little as possible, unless a route says otherwise, and the
 * request's id, which is in every line that its thread logs, too.
 */
final class AnswerHeaders extends Handler.Wrapper {

    static final String REQUEST_ID = "X-Request-Id";

    /** Name in the log's context (MDC). */
    static final String LOGGED_ID = "request";

    private static final Pattern HARMLESS_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final HttpFields SAFE = HttpFields.build()
            .add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
            .add("X-Content-Type-Options", "nosniff")
            .add("X-Frame-Options", "DENY")
            .add("Referrer-Policy", "no-referrer")
            .add("Cross-Origin-Opener-Policy", "same-origin")
            .add("Cross-Origin-Resource-Policy", "same-origin")
            .add("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
            .add(HttpHeader.CACHE_CONTROL, "no-store")
            .asImmutable();
    private static final HttpField HTTPS_ONLY = new HttpField("Strict-Transport-Security", "max-age=31536000");

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String id = complete(request, response);
        MDC.put(LOGGED_ID, id);
        try {
            return super.handle(request, response, callback);
        } finally {
            MDC.remove(LOGGED_ID);
        }
    }

    /** Adds what is missing, and says which request it is. */
    static String complete(Request request, Response response) {
        HttpFields.Mutable headers = response.getHeaders();
        SAFE.forEach(header -> {
            if (!headers.contains(header.getName())) {
                headers.add(header);
            }
        });
        if (request.isSecure()) {
            headers.put(HTTPS_ONLY);
        }
        String id = id(request);
        headers.put(REQUEST_ID, id);
        return id;
    }

    private static String id(Request request) {
        String known = (String) request.getAttribute(REQUEST_ID);
        if (known != null) {
            return known;
        }
        String id = Optional.ofNullable(request.getHeaders().get(REQUEST_ID))
                .filter(sent -> HARMLESS_ID.matcher(sent).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
        request.setAttribute(REQUEST_ID, id);
        return id;
    }
}
