package io.fourfold.infra.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.cli.Fourfold;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.KafkaBackend;
import io.fourfold.infra.local.NpmPeer;
import io.fourfold.infra.local.RegistryProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * The commands and programs of docs/getting-started.md in their order, against a broker and a registry that were started apart.
 * Only addresses, folders and the number of partitions are replaced; what installs packages is left out.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GettingStartedIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Path DOCUMENT =
            Path.of(System.getProperty("basedir", "."), "..", "docs", "getting-started.md");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final List<String> PHOTOS = List.of("mountain-lake.webp", "kayaker.webp");

    @TempDir
    private static Path directory;

    private static String document;
    private static KafkaBackend kafka;
    private static RegistryProcess registry;
    private static final List<Thread> terminals = new ArrayList<>();
    private static final StringWriter output = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        document = Files.readString(DOCUMENT);
        kafka = KafkaBackend.start(directory.resolve("broker"));
        registry = RegistryProcess.start(
                Distribution.fromSystemProperty().registry(), directory.resolve("registry"), "127.0.0.1", 0);
        String settings = block("properties")
                .replace("localhost:9092", kafka.bootstrapServers())
                .replace("http://localhost:8081/apis/ccompat/v7", registry.url());
        Files.writeString(
                directory.resolve("fourfold.properties"),
                settings + "http.port=0\nhttp.peer.port=0\nhttp.management.port=0\nstate.dir="
                        + directory.resolve("state") + "\n");
        Path samples = Distribution.fromSystemProperty().samples();
        Path photos = Files.createDirectories(directory.resolve("holiday"));
        for (String photo : PHOTOS) {
            Files.copy(samples.resolve(photo), photos.resolve(photo));
        }
        Files.copy(samples.resolve("country-road.jpg"), photos.resolve("beach.jpg"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        for (Thread terminal : terminals) {
            terminal.interrupt();
            terminal.join(TIMEOUT.toMillis());
        }
        if (registry != null) {
            registry.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    @Order(1)
    void shouldLeadToCaptionsAndAnswers() throws Exception {
        for (String command : commands("./fourfold", "curl")) {
            if (command.startsWith("curl")) {
                awaitAnswer(command);
            } else if (command.startsWith("./fourfold run") || command.startsWith("./fourfold watch")) {
                Thread terminal = new Thread(() -> fourfold(command), command);
                terminals.add(terminal);
                terminal.start();
            } else {
                assertThat(fourfold(command)).as(() -> command + "\n" + output).isZero();
            }
        }
        awaitCaptions(Stream.concat(PHOTOS.stream(), Stream.of("beach.jpg")).toList());
        assertThat(output.toString()).contains("All topics are as they should be", "All schemas are as they should be");
    }

    @Test
    @Order(2)
    void shouldDescribeWhatTheProgramInJavaScriptUploads() throws Exception {
        NpmPeer peer = NpmPeer.install();
        Path program = peer.program("upload.js", block("javascript"));
        String command = commands("node").get(0).replace("upload.js", program.toString());
        run(command);
        awaitCaptions(List.of("js-beach.jpg"));
    }

    @Test
    @Order(3)
    void shouldDescribeWhatTheProgramInJavaUploads() throws Exception {
        Files.writeString(directory.resolve("holiday").resolve("Upload.java"), block("java"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        run(commands("java")
                .get(0)
                .replaceFirst("java ", java + " ")
                .replaceFirst("-cp \\S+", "-cp '" + System.getProperty("java.class.path") + "'"));
        awaitCaptions(List.of("java-beach.jpg"));
    }

    @Test
    @Order(4)
    void shouldDescribeWhatTheProgramInPythonUploads() throws Exception {
        String python = python();
        Files.writeString(directory.resolve("holiday").resolve("upload.py"), block("python"));
        run(commands("python3").get(0).replaceFirst("python3", python));
        awaitCaptions(List.of("py-beach.jpg"));
    }

    /** The test is skipped where no Python has the packages. */
    private static String python() throws IOException, InterruptedException {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            String probe = python + " -c 'import avro.io, confluent_kafka, requests'";
            if (new ProcessBuilder("bash", "-c", probe).start().waitFor() == 0) {
                return python;
            }
        }
        System.out.println("SKIPPED: the program in Python needs confluent-kafka, avro and requests");
        throw new TestAbortedException("no Python has the packages");
    }

    /** Runs it in this process. */
    private static int fourfold(String command) {
        String[] arguments = command.replaceFirst("./fourfold ", "")
                .replace(
                        "fourfold.properties",
                        directory.resolve("fourfold.properties").toString())
                .replace("--partitions 12", "--partitions 3")
                .replace("~/Pictures/holiday", directory.resolve("holiday").toString())
                .split(" +");
        return Fourfold.commandLine(Map.of())
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(output))
                .execute(arguments);
    }

    private static void awaitAnswer(String command) {
        Awaitility.await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            String answer = run(command.replace("http://localhost:8080/", address())
                    .replaceFirst("curl", "curl --fail --silent --show-error"));
            assertThat(answer).startsWith("{").doesNotContain("\"hits\":[]");
        });
    }

    /** As {@code run} says it. */
    private static String address() {
        Matcher said = Pattern.compile("the HTTP API is at (http\\S+/)").matcher(output.toString());
        assertThat(said.find()).as(output.toString()).isTrue();
        return said.group(1);
    }

    private static void awaitCaptions(List<String> imageIds) {
        Awaitility.await()
                .atMost(TIMEOUT)
                .dontCatchUncaughtExceptions()
                .untilAsserted(() -> assertThat(output.toString().lines())
                        .filteredOn(line -> line.matches("\\S+ +\\d\\.\\d\\d  .*"))
                        .extracting(line -> line.split(" ")[0])
                        .containsAll(imageIds));
    }

    private static String run(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(directory.resolve("holiday").toFile())
                .redirectErrorStream(true);
        builder.environment().put("KAFKA", kafka.bootstrapServers());
        builder.environment().put("REGISTRY", registry.url());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(() -> command + "\n" + printed).isZero();
        return printed;
    }

    /** The document's first block in that language. */
    private static String block(String language) {
        return BLOCK.matcher(document)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .findFirst()
                .orElseThrow();
    }

    /** The commands of all console blocks that run one of these programs. */
    private static List<String> commands(String... programs) {
        List<String> commands = BLOCK.matcher(document)
                .results()
                .filter(block -> block.group(1).equals("console"))
                .flatMap(block -> block.group(2).lines())
                .filter(line -> line.startsWith("$ "))
                .map(line -> line.substring(2))
                .filter(line -> List.of(programs).contains(line.split(" ")[0]))
                .toList();
        assertThat(commands).isNotEmpty();
        return commands;
    }
}
