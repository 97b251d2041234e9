package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SearchCommandTest {

    private static final String ANSWER = """
            {"hits": [{"imageId": "beach.jpg", "score": 2.5, "caption": "a dog runs", "confidence": 0.625}],
             "words": [{"word": "a", "understoodAs": ["a"], "known": true},
                       {"word": "harbour", "understoodAs": ["shore", "pier"], "known": false},
                       {"word": "dgo", "understoodAs": [], "known": false}],
             "unknownWords": [{"word": "dgo", "nearSpellings": ["dog"]}],
             "shards": {"answered": 2, "total": 3, "complete": false}}
            """;

    private final AtomicReference<String> asked = new AtomicReference<>();
    private final AtomicReference<String> authorization = new AtomicReference<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/search", exchange -> {
            asked.set(exchange.getRequestURI().getQuery());
            authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(ANSWER.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldPrintHitsWithScoresAndCaptions() {
        assertThat(search("a", "dgo", "on", "a", "beach", "-k", "3")).isZero();

        assertThat(out.toString()).contains("2.50", "beach.jpg", "0.63  a dog runs");
        assertThat(asked.get()).isEqualTo("q=a dgo on a beach&k=3");
    }

    @Test
    void shouldHandOnFilters() {
        search(
                "snow",
                "--album",
                "winter & spring",
                "--owner",
                "ann",
                "--min-score",
                "1.5",
                "--min-confidence",
                "0.25",
                "--method",
                "plain");

        assertThat(asked.get())
                .isEqualTo("q=snow&k=10&minScore=1.5&minConfidence=0.25&album=winter & spring&owner=ann&method=plain");
    }

    @Test
    void shouldRefuseAConfidenceThatIsNoProbability() {
        assertThat(search("snow", "--min-confidence", "1.5")).isEqualTo(2);

        assertThat(err.toString()).contains("--min-confidence must be a number from 0 to 1, not 1.5");
    }

    @Test
    void shouldSayWhatTheAnswerLacks() {
        search("dgo");

        assertThat(err.toString())
                .contains("Understood 'harbour' as shore, pier.")
                .doesNotContain("Understood 'dgo'");
        assertThat(err.toString()).contains("'dgo'", "did you mean dog?", "Only 2 of 3");
    }

    @Test
    void shouldSendTheKeyThatTheEnvironmentOrAFileHolds(@TempDir Path directory) throws IOException {
        search("dgo");
        assertThat(authorization.get()).isNull();

        search(Map.of("FOURFOLD_KEY", "ff_from_environment"), "dgo");
        assertThat(authorization.get()).isEqualTo("Bearer ff_from_environment");

        Path file = Files.writeString(directory.resolve("key"), "ff_from_file\n");
        search(Map.of("FOURFOLD_KEY", "ff_from_environment"), "dgo", "--key-file", file.toString());
        assertThat(authorization.get()).isEqualTo("Bearer ff_from_file");
    }

    private int search(String... arguments) {
        return search(Map.of(), arguments);
    }

    private int search(Map<String, String> environment, String... arguments) {
        CommandLine commandLine = Fourfold.commandLine(environment);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 2];
        all[0] = "search";
        all[1] = "--url=http://127.0.0.1:" + server.getAddress().getPort();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return commandLine.execute(all);
    }
}
