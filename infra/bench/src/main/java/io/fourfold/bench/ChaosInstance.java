package io.fourfold.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** An instance that is killed and comes back, at the same address and with the same stores. */
final class ChaosInstance implements ChaosProcess, AutoCloseable {

    /** Folder of its stores. */
    static final String STATE = "state";

    private static final int CORRUPTED_BYTES = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Far more than the time limits of a query; what takes longer hangs. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Running, or running but not answered for by the others yet. */
    private static final Set<String> RUNNING = Set.of("RUNNING", "JOINING");

    private final Path directory;
    private final Map<String, String> settings;
    private final URI address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private InstanceProcess process;
    private volatile boolean up;
    private volatile boolean paused;
    private volatile int deaths;

    /**
     * A response.
     *
     * @param status HTTP status
     * @param json body
     */
    record Answer(int status, JsonNode json) {}

    /**
     * @param directory for its log and its stores
     * @param settings with the port, which must be free
     */
    ChaosInstance(Path directory, Map<String, String> settings, int port) {
        this.directory = directory;
        this.settings = Map.copyOf(settings);
        this.address = URI.create("http://127.0.0.1:" + port + "/");
    }

    @Override
    public String name() {
        return directory.getFileName().toString();
    }

    /** Whether it has started, and nothing has been done to it since. */
    boolean up() {
        return up;
    }

    /** Whether it would let a query hang. */
    boolean paused() {
        return paused;
    }

    /** How often it has been killed or otherwise gone. */
    int deaths() {
        return deaths;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void start() throws IOException {
        process = InstanceProcess.start(directory, settings);
        up = true;
    }

    @Override
    public void kill() throws InterruptedException {
        goesDown();
        process.kill();
    }

    @Override
    public void pause() throws IOException, InterruptedException {
        goesDown();
        paused = true;
        ChaosProcess.super.pause();
    }

    @Override
    public void resume() throws IOException, InterruptedException {
        ChaosProcess.super.resume();
        paused = false;
        up = true;
    }

    /** Lets whatever it writes to files fail from now on. */
    void fillDisk() throws IOException, InterruptedException {
        goesDown();
        ChaosProcess.run("prlimit", "--pid", Long.toString(pid()), "--fsize=0:");
    }

    /** Lets it write again; a process that has ended meanwhile is started anew. */
    void emptyDisk() throws IOException, InterruptedException {
        if (process.isAlive()) {
            ChaosProcess.run("prlimit", "--pid", Long.toString(pid()), "--fsize=unlimited:");
            up = true;
        }
    }

    /** Changes some bytes in the middle of every file of its stores' tables; it must not run. */
    void corruptState() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(STATE))) {
            for (Path table :
                    files.filter(file -> file.toString().endsWith(".sst")).toList()) {
                byte[] bytes = Files.readAllBytes(table);
                for (int i = bytes.length / 2; i < Math.min(bytes.length, bytes.length / 2 + CORRUPTED_BYTES); i++) {
                    bytes[i] ^= (byte) 0xFF;
                }
                Files.write(table, bytes);
            }
        }
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

    private void goesDown() {
        up = false;
        deaths++;
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
