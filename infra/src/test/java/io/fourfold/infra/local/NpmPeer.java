package io.fourfold.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** The independent Kafka client in {@code src/test/npm}, installed under {@code target}. */
public final class NpmPeer {

    private static final int LIMIT_SECONDS = 120;

    private final Path directory;

    private NpmPeer(Path directory) {
        this.directory = directory;
    }

    /** @throws TestAbortedException if npm is missing or cannot install the packages: the test is skipped */
    public static NpmPeer install() throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of("target", "npm"));
        for (String file : List.of("package.json", "package-lock.json", "peer.js")) {
            Files.copy(
                    Path.of("src", "test", "npm", file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        NpmPeer peer = new NpmPeer(directory);
        try {
            peer.run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        } catch (IOException missing) {
            System.out.println("SKIPPED: the npm peer needs node and npm: " + missing.getMessage());
            throw new TestAbortedException("node and npm are not usable here", missing);
        }
        return peer;
    }

    /** Reads that many records and returns them as JSON, one line each. */
    public List<String> consume(String bootstrapServers, String registryUrl, String topic, int count)
            throws IOException, InterruptedException {
        return run(
                List.of("node", "peer.js", "consume", bootstrapServers, registryUrl, topic, Integer.toString(count)));
    }

    /** Writes one upload event with the schema of that file. */
    public void produce(String bootstrapServers, String registryUrl, String topic, String key, Path schema)
            throws IOException, InterruptedException {
        run(List.of(
                "node",
                "peer.js",
                "produce",
                bootstrapServers,
                registryUrl,
                topic,
                key,
                schema.toAbsolutePath().toString()));
    }

    /** Writes a program beside the packages, which it may then use. */
    public Path program(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toAbsolutePath();
    }

    private List<String> run(List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Path errors = directory.resolve("errors.txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command + " took longer than " + LIMIT_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(command + " failed: " + Files.readString(errors));
        }
        return Files.readAllLines(output);
    }
}
