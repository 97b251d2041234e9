package io.fourfold.bench;

import io.fourfold.infra.cli.Fourfold;
import io.fourfold.infra.client.ApiClient;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code fourfold run} in a process of its own, which can be killed.
 *
 * @param address where its HTTP API listens
 * @param management where its probes and metrics are
 */
public record InstanceProcess(Process process, URI address, URI management) implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://[^/ ]+/");

    /** Options of its JVM unless others are wanted. */
    static final List<String> JVM = List.of("-Xmx1g", "-XX:+UseSerialGC", "--add-modules=jdk.incubator.vector");

    /**
     * Starts an instance and waits until its HTTP API listens.
     *
     * @param directory for its log, its stores and what it writes to standard error
     * @param settings of the application
     * @param options of its JVM
     * @throws IOException if it does not start; with what it wrote to standard error
     */
    static InstanceProcess start(Path directory, Map<String, String> settings, List<String> options)
            throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = Files.createDirectories(directory).resolve("instance.properties");
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
        }
        Path errors = directory.resolve("errors.log");
        Process process = JavaProcess.of(options, Fourfold.class.getName(), List.of("run", "--config", file.toString()))
                .directory(directory.toFile())
                .redirectError(Redirect.appendTo(errors.toFile()))
                .start();
        List<URI> addresses = process.inputReader()
                .lines()
                .map(ADDRESS::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .map(URI::create)
                .limit(2)
                .toList();
        if (addresses.size() < 2) {
            throw new IOException("the instance in " + directory + " did not start: " + Files.readString(errors));
        }
        return new InstanceProcess(process, addresses.get(0), addresses.get(1));
    }

    /** Processor time that it has taken so far. */
    Duration cpu() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("this system does not tell a process's processor time"));
    }

    /** Bytes of the heap that are in use after a collection. */
    long liveHeapBytes() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.run")
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor();
        return (long) new ApiClient(management).metric("jvm_memory_used_bytes", "area=\"heap\"");
    }

    /** Ends the process like {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks the process to stop, as Ctrl-C does. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
