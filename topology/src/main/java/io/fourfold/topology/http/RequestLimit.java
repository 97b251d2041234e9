package io.fourfold.topology.http;

import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * How many requests a listener answers at a time; more are refused at once. A request counts until the last byte of its answer
 * is sent.
 */
final class RequestLimit extends Handler.Wrapper {

    private final int most;
    private final Semaphore others;
    private final Map<String, Semaphore> paths;

    private RequestLimit(int most, Semaphore others, Map<String, Semaphore> paths) {
        this.most = most;
        this.others = others;
        this.paths = Map.copyOf(paths);
    }

    static RequestLimit of(int requests) {
        return new RequestLimit(requests, new Semaphore(requests), Map.of());
    }

    /** As many more at this path, and no more there. */
    RequestLimit with(String path, int requests) {
        Map<String, Semaphore> more = new HashMap<>(paths);
        more.put(path, new Semaphore(requests));
        return new RequestLimit(most + requests, others, more);
    }

    /** All together. */
    int most() {
        return most;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Semaphore permits = paths.getOrDefault(Request.getPathInContext(request), others);
        if (!permits.tryAcquire()) {
            refuse(response, callback);
            return true;
        }
        return Turns.handle(super::handle, request, response, callback, permits::release);
    }

    private static void refuse(Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, Problems.RETRY_AFTER_SECONDS);
        Problem.of(
                        "too-many-requests",
                        "Too many requests",
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Too many requests are being answered; try again")
                .send(response, callback);
    }
}
