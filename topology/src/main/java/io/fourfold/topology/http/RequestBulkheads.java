package io.fourfold.topology.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.topology.peer.PeerRoute;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * Bulkheads between probes, other instances, clients of the feed and the public (M. Nygard, Release It!, 2007): each may keep so many threads
 * busy, so that no number of public requests that hang holds up a probe or a peer. What is more is refused at once. A request
 * counts until the last byte of its answer is sent.
 */
final class RequestBulkheads extends Handler.Wrapper {

    private static final int PUBLIC_REQUESTS = 200;

    /** Several instances ask at a time, each up to {@code ScatterLimits.concurrency}; what they ask has a deadline. */
    private static final int PEER_REQUESTS = 200;

    private static final int PROBES = 8;

    /** Each stays as long as the client does. */
    static final int FEEDS = 100;

    /** Jetty's own, which accept and select. */
    private static final int JETTY_THREADS = 16;

    private static final int LEAST_THREADS = 8;
    private static final int IDLE_TIMEOUT_MS = 60_000;
    private static final byte[] REFUSAL = refusal();

    private final Semaphore publicRequests = new Semaphore(PUBLIC_REQUESTS);
    private final Semaphore peerRequests = new Semaphore(PEER_REQUESTS);
    private final Semaphore probes = new Semaphore(PROBES);
    private final Semaphore feeds = new Semaphore(FEEDS);

    /** Has a thread for every request that is let through. */
    static ThreadPool threadPool() {
        QueuedThreadPool pool = new QueuedThreadPool(
                PUBLIC_REQUESTS + PEER_REQUESTS + PROBES + FEEDS + JETTY_THREADS, LEAST_THREADS, IDLE_TIMEOUT_MS);
        pool.setName("http");
        return pool;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Semaphore permits = permits(Request.getPathInContext(request));
        if (!permits.tryAcquire()) {
            refuse(response, callback);
            return true;
        }
        AtomicBoolean held = new AtomicBoolean(true);
        Runnable release = () -> {
            if (held.getAndSet(false)) {
                permits.release();
            }
        };
        boolean handled = false;
        try {
            handled = super.handle(request, response, Callback.from(callback, release));
            return handled;
        } finally {
            if (!handled) {
                release.run();
            }
        }
    }

    private Semaphore permits(String path) {
        if (path.startsWith(PeerRoute.PREFIX)) {
            return peerRequests;
        }
        if (path.equals(FeedResource.PATH)) {
            return feeds;
        }
        return path.startsWith(HealthResource.PREFIX) || path.equals(MetricsResource.PATH) ? probes : publicRequests;
    }

    private static void refuse(Response response, Callback callback) {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
        response.getHeaders().put(HttpHeader.RETRY_AFTER, Problems.RETRY_AFTER_SECONDS);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
        response.write(true, ByteBuffer.wrap(REFUSAL), callback);
    }

    private static byte[] refusal() {
        try {
            return new ObjectMapper()
                    .writeValueAsBytes(Problem.of(
                            "too-many-requests",
                            "Too many requests",
                            io.javalin.http.HttpStatus.SERVICE_UNAVAILABLE,
                            "Too many requests are being answered; try again"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem cannot be written as JSON", e);
        }
    }
}
