package io.fourfold.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance that is killed and comes back, at the same address and with the same stores. */
final class ChaosInstance implements ChaosProcess, ChaosTarget, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChaosInstance.class);

    /** It is started again before much compiling would pay, and compiling the Vector API little does not pay at all. */
    private static final List<String> JVM = List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final int CORRUPTED_BYTES = 64;
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
    private volatile boolean paused;
    private volatile int deaths;

    /** @param port which must be free */
    ChaosInstance(BenchStack stack, String name, int port) {
        this.stack = stack;
        this.name = name;
        this.port = port;
        this.address = URI.create("http://127.0.0.1:" + port + "/");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean up() {
        return up && alive();
    }

    /** Whether its process is there, be it paused. */
    boolean alive() {
        return process.process().isAlive();
    }

    @Override
    public int deaths() {
        return deaths;
    }

    @Override
    public boolean paused() {
        return paused;
    }

    @Override
    public long pid() {
        return process.process().pid();
    }

    @Override
    public void start() throws IOException {
        process = stack.instance(name, port, JVM);
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

    /** Ends it in order, so that all its stores lie on disk. */
    void stop() throws InterruptedException {
        goesDown();
        process.close();
    }

    /** Lets whatever it writes to files fail from now on. */
    void fillDisk() throws IOException, InterruptedException {
        goesDown();
        ChaosProcess.run("prlimit", "--pid", Long.toString(pid()), "--fsize=0:");
    }

    /** Lets it write again, if it still runs. */
    void emptyDisk() throws IOException, InterruptedException {
        if (alive()) {
            ChaosProcess.run("prlimit", "--pid", Long.toString(pid()), "--fsize=unlimited:");
            up = true;
        }
    }

    /**
     * Changes some bytes in the middle of every table of its stores; it must not run.
     *
     * @throws IOException if there is none, too
     */
    void corruptState() throws IOException {
        Path state = stack.directory().resolve(name).resolve(BenchStack.STATE);
        List<Path> tables;
        try (Stream<Path> files = Files.walk(state)) {
            tables = files.filter(file -> file.toString().endsWith(".sst")).toList();
        }
        if (tables.isEmpty()) {
            throw new IOException("there are no tables in " + state);
        }
        LOG.info("Corrupting {} tables of {}", tables.size(), name);
        for (Path table : tables) {
            byte[] bytes = Files.readAllBytes(table);
            int middle = bytes.length / 2;
            for (int i = middle; i < Math.min(bytes.length, middle + CORRUPTED_BYTES); i++) {
                bytes[i] ^= (byte) 0xFF;
            }
            Files.write(table, bytes);
        }
    }

    /** Whether its index application runs. */
    boolean indexRuns() throws InterruptedException {
        try {
            URI ready = process.management().resolve("health/ready");
            return RUNNING.contains(get(ready).json().at("/roles/index").asText());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Answer get(String path) throws IOException, InterruptedException {
        return get(address.resolve(path));
    }

    private Answer get(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
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
