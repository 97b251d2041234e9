package io.fourfold.topology.peer;

import io.fourfold.topology.kafka.LatencyTimer;
import io.fourfold.topology.shard.Peers;
import io.fourfold.topology.shard.ShardAnswer;
import io.fourfold.topology.shard.ShardQuery;
import io.fourfold.topology.shard.ShardRequest;
import io.fourfold.topology.tls.ReloadedTls;
import io.fourfold.topology.tracing.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.kafka.streams.state.HostInfo;

/** Asks other instances over HTTP, on connections that are kept open; by TLS of both sides, or with a secret, if wanted. */
public final class HttpPeers implements Peers, AutoCloseable {

    /** Holds the secret that instances share. */
    public static final String SECRET_HEADER = "Fourfold-Peer-Secret";

    private static final int THREADS = 4;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private final ExecutorService executor;
    private final Optional<String> secret;
    private final String scheme;
    private final Timer answered;
    private final Timer timedOut;
    private final Timer failed;
    private volatile HttpClient client;

    /** In the clear. */
    public HttpPeers(MeterRegistry metrics) {
        this(Optional.empty(), Optional.empty(), metrics);
    }

    /**
     * @param secret which the others expect
     * @param tls this instance's certificate for the others, and whom it trusts; it stays the caller's
     * @param metrics where requests are counted
     */
    public HttpPeers(Optional<String> secret, Optional<ReloadedTls> tls, MeterRegistry metrics) {
        answered = timer(metrics, "answered");
        timedOut = timer(metrics, "timed-out");
        failed = timer(metrics, "failed");
        this.secret = secret;
        this.scheme = tls.isPresent() ? "https" : "http";
        AtomicInteger count = new AtomicInteger();
        executor = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "fourfold-peers-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        client = client(tls.map(ReloadedTls::context));
        tls.ifPresent(files -> files.onChange(context -> client = client(Optional.of(context))));
    }

    @Override
    public <A> CompletableFuture<List<ShardAnswer<A>>> send(HostInfo peer, ShardRequest<A> request, Duration timeout) {
        HttpRequest.Builder asking = HttpRequest.newBuilder(uri(peer, request.query()))
                .header("Content-Type", "application/json")
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofByteArray(PeerJson.write(request, timeout)));
        secret.ifPresent(value -> asking.header(SECRET_HEADER, value));
        TraceContext.sent(asking);
        HttpRequest http = asking.build();
        Timer.Sample sample = Timer.start();
        return exchange(http)
                .exceptionallyCompose(
                        failure -> lostConnection(failure) ? exchange(http) : CompletableFuture.failedFuture(failure))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(timedOut(failure)))
                .thenApply(response -> answers(request.query(), response))
                .whenComplete((answers, failure) -> sample.stop(timer(failure)));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private HttpClient client(Optional<SSLContext> tls) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(executor);
        tls.ifPresent(builder::sslContext);
        return builder.build();
    }

    private CompletableFuture<HttpResponse<byte[]>> exchange(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private Timer timer(Throwable failure) {
        if (failure == null) {
            return answered;
        }
        return cause(failure) instanceof TimeoutException ? timedOut : failed;
    }

    private static Timer timer(MeterRegistry metrics, String outcome) {
        return LatencyTimer.named("fourfold.peers.requests", "Requests to other instances")
                .tag("outcome", outcome)
                .register(metrics);
    }

    private static Throwable timedOut(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof HttpTimeoutException ? new TimeoutException(cause.getMessage()) : cause;
    }

    /** Whether the peer has just closed a connection that was kept open; asking again changes nothing but the answer. */
    private static boolean lostConnection(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof IOException
                && !(cause instanceof ConnectException)
                && !(cause instanceof HttpTimeoutException);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private static <A> List<ShardAnswer<A>> answers(ShardQuery<A> query, HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode());
        }
        try {
            return PeerJson.readAnswers(query, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("an answer that cannot be read", e);
        }
    }

    private URI uri(HostInfo peer, ShardQuery<?> query) {
        return URI.create(scheme + "://" + peer.host() + ":" + peer.port()
                + PeerRoute.of(query).path());
    }
}
