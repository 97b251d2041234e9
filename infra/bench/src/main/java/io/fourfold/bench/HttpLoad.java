package io.fourfold.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Asks an HTTP API on several connections, on each of them one request after the other.
 *
 * @param requests the address to get, by the request's number
 * @param key API key that is sent along
 */
public record HttpLoad(IntFunction<URI> requests, Optional<String> key) {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /**
     * What happened.
     *
     * @param latenciesMs of all requests, sorted
     * @param errors requests that were not answered by status 200
     * @param seconds it took
     */
    public record Result(double[] latenciesMs, int errors, double seconds) {

        /** The time that this share of the requests kept within, in ms. */
        public double percentile(double share) {
            return latenciesMs[(int) Math.min(latenciesMs.length - 1, Math.floor(share * latenciesMs.length))];
        }

        public double perSecond() {
            return latenciesMs.length / seconds;
        }
    }

    private record Share(List<Double> latenciesMs, int errors) {}

    /** Without a key. */
    public HttpLoad(IntFunction<URI> requests) {
        this(requests, Optional.empty());
    }

    /** Asks for as long as given. */
    public Result run(int connections, Duration time) throws InterruptedException, ExecutionException {
        // One client for all: each has a thread of its own that waits for answers.
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        List<Share> shares = Threads.run(connections, connections, () -> ask(client, next, start + time.toNanos()));
        double seconds = (System.nanoTime() - start) / 1e9;
        double[] sorted = shares.stream()
                .flatMap(share -> share.latenciesMs().stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return new Result(sorted, shares.stream().mapToInt(Share::errors).sum(), seconds);
    }

    /** One connection: requests one after the other need no more, which the client keeps open. */
    private Share ask(HttpClient client, AtomicInteger next, long end) throws InterruptedException {
        List<Double> latencies = new ArrayList<>();
        int errors = 0;
        do {
            HttpRequest.Builder request = HttpRequest.newBuilder(requests.apply(next.getAndIncrement()))
                    .timeout(TIMEOUT);
            key.ifPresent(text -> request.header("Authorization", "Bearer " + text));
            long start = System.nanoTime();
            try {
                int status = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                        .statusCode();
                errors += status == 200 ? 0 : 1;
            } catch (IOException e) {
                errors++;
            }
            latencies.add((System.nanoTime() - start) / 1e6);
        } while (System.nanoTime() < end);
        return new Share(latencies, errors);
    }
}
