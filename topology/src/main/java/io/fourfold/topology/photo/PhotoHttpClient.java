package io.fourfold.topology.photo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * Gets files over HTTP/1.1 by Jetty's client, which, unlike Java's own, connects to the addresses that it is told and still
 * verifies host names. Follows no redirects, decompresses nothing, keeps no cookies. Starts with its first request. Safe for
 * concurrent use.
 */
final class PhotoHttpClient implements AutoCloseable {

    private static final long CONNECT_TIMEOUT_MS = 3_000;

    /** Longer than any fetch may take. */
    private static final long IDLE_TIMEOUT_MS = 90_000;

    private static final int MOST_HEADER_BYTES = 32 * 1024;

    /** More than fetch at a time, since names are looked up on them, too. */
    private static final int MOST_THREADS = 100;

    private static final int LEAST_THREADS = 2;

    private final HttpClient client;
    private final CheckedResolver resolver;
    private boolean closed;

    /**
     * What a server answered.
     *
     * @param body of a 200, at most one byte more than asked for, which tells that there was more; otherwise empty
     */
    record Answer(int status, byte[] body) {}

    /**
     * @param names looks up hosts
     * @param tls whom to trust
     */
    PhotoHttpClient(AllowedNetworks allowed, CheckedResolver.Names names, List<HttpProxy> proxies, SSLContext tls) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        threads.setName("photo-http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        SslContextFactory.Client ssl = new SslContextFactory.Client();
        ssl.setSslContext(tls);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setSslContextFactory(ssl);
        client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setScheduler(new ScheduledExecutorScheduler("photo-http-scheduler", true));
        resolver = new CheckedResolver(allowed, names, threads);
        client.setSocketAddressResolver(resolver);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Fourfold"));
        client.setConnectTimeout(CONNECT_TIMEOUT_MS);
        client.setIdleTimeout(IDLE_TIMEOUT_MS);
        client.setDestinationIdleTimeout(IDLE_TIMEOUT_MS);
        client.setMaxResponseHeadersSize(MOST_HEADER_BYTES);
        proxies.forEach(client.getProxyConfiguration()::addProxy);
    }

    /**
     * @param limit most bytes of the body; it is read up to one more
     * @param timeout from looking up the host to the last byte, however slowly they come
     * @throws TimeoutException if it took longer
     * @throws ExecutionException whose cause says why there is no answer
     */
    Answer get(URI uri, int limit, Duration timeout)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        start();
        Reading reading = new Reading(limit);
        Request request = client.newRequest(uri);
        request.send(reading);
        try {
            return reading.answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            request.abort(new IOException("not waited for"));
        }
    }

    /** Tells the log if nothing can be fetched from an origin; behind a proxy that is not known. */
    void warnIfRefused(URI origin) {
        boolean direct = client.getProxyConfiguration().getProxies().stream()
                .noneMatch(proxy -> proxy.getIncludedAddresses().contains(AllowedPrefixes.origin(origin)));
        if (direct) {
            resolver.warnIfRefused(origin.getHost());
        }
    }

    private synchronized void start() throws IOException {
        if (closed) {
            throw new IOException("the application stops");
        }
        if (!client.isRunning()) {
            try {
                client.start();
            } catch (Exception e) {
                throw new IOException("HTTP client cannot start", e);
            }
            // What a server compressed is no photo of the size that was claimed.
            client.getContentDecoderFactories().clear();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        LifeCycle.stop(client);
    }

    /** Takes what is needed of an answer, and hangs up. */
    private static final class Reading implements Response.Listener {

        private final int limit;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();

        private Reading(int limit) {
            this.limit = limit;
        }

        @Override
        public void onHeaders(Response response) {
            if (response.getStatus() != 200) {
                finish(response);
            }
        }

        @Override
        public void onContent(Response response, ByteBuffer content) {
            byte[] bytes = new byte[Math.min(content.remaining(), limit + 1 - body.size())];
            content.get(bytes);
            body.writeBytes(bytes);
            if (body.size() > limit) {
                finish(response);
            }
        }

        @Override
        public void onComplete(Result result) {
            if (result.isFailed()) {
                answer.completeExceptionally(result.getFailure());
            } else {
                answer.complete(new Answer(result.getResponse().getStatus(), body.toByteArray()));
            }
        }

        private void finish(Response response) {
            answer.complete(new Answer(response.getStatus(), body.toByteArray()));
            response.abort(new IOException("not needed"));
        }
    }
}
