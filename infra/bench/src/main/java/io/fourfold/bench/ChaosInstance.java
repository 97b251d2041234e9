package io.fourfold.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/** An instance that is killed and comes back, at the same address and with the same stores. */
final class ChaosInstance implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Far more than the time limits of a query; what takes longer hangs. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Running, or running but not answered for by the others yet. */
    private static final Set<String> RUNNING = Set.of("RUNNING", "JOINING");

    private final BenchStack stack;
    private final String name;
    private final int port;
    private final URI address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private InstanceProcess process;
    private volatile boolean up;
    private volatile int deaths;

    /**
     * A response.
     *
     * @param status HTTP status
     * @param json body
     */
    record Answer(int status, JsonNode json) {}

    /** @param port which must be free */
    ChaosInstance(BenchStack stack, String name, int port) {
        this.stack = stack;
        this.name = name;
        this.port = port;
        this.address = URI.create("http://127.0.0.1:" + port + "/");
    }

    String name() {
        return name;
    }

    /** Whether it has started and has not been killed since. */
    boolean up() {
        return up;
    }

    /** How often it has been killed. */
    int deaths() {
        return deaths;
    }

    void start() throws IOException {
        process = stack.instance(name, port);
        up = true;
    }

    /** Ends it like {@code kill -9}. */
    void kill() throws InterruptedException {
        up = false;
        deaths++;
        process.kill();
    }

    /** Whether its index application runs. */
    boolean indexRuns() throws InterruptedException {
        try {
            return RUNNING.contains(
                    get("health/ready").json().at("/roles/index").asText());
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws IOException if nothing answers */
    Answer get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(TIMEOUT).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
