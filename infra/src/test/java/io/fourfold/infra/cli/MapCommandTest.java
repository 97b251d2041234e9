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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandTest {

    private static final String WORDS = """
            {"points": [{"word": "snow", "x": 0.5, "y": -0.5}], "modelVersion": "v1", "progress": %s,
             "trustworthiness": 0.987}
            """;
    private static final String PHOTOS = """
            {"points": [{"imageId": "beach.jpg", "x": 0, "y": 0}], "modelVersion": "v1", "progress": 1}
            """;

    @TempDir
    private Path directory;

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/v1/maps/", answers::remove);
        serve("/v1/images/beach.jpg", () -> new Answer(200, "{\"captions\": [{\"text\": \"a dog runs\"}]}"));
        serve("/v1/images/beach.jpg/thumbnail", () -> new Answer(404, "{}"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldWriteThePictureWhenTheMapIsDrawn() throws Exception {
        answers.addAll(List.of(
                new Answer(503, "{\"detail\": \"The map is being drawn\"}"),
                new Answer(200, WORDS.formatted("0.5")),
                new Answer(200, WORDS.formatted("1.0"))));

        assertThat(map("--of", "words", "--out", directory.resolve("words.svg").toString()))
                .isZero();
        assertThat(err.toString()).contains("The map is being drawn", "Drawn to 50 %");
        assertThat(out.toString()).contains("words.svg: 1 words, trustworthiness 0.987");
        assertThat(Files.readString(directory.resolve("words.svg"))).contains(">snow</text>");
    }

    @Test
    void shouldWriteCaptionsOfPhotosWithoutThumbnails() throws Exception {
        answers.add(new Answer(200, PHOTOS));

        assertThat(map("--out", directory.resolve("photos.svg").toString())).isZero();
        assertThat(Files.readString(directory.resolve("photos.svg"))).contains(">a dog runs</text>");
    }

    @Test
    void shouldRefuseAFileThatIsNoPicture() {
        assertThat(map("--out", "map.jpg")).isEqualTo(2);
        assertThat(err.toString()).contains("--out must end in .png or .svg, not map.jpg");
    }

    @Test
    void shouldRefuseASizeThatNobodyCanDraw() {
        assertThat(map("--out", "map.png", "--size", "100000")).isEqualTo(2);
        assertThat(err.toString()).contains("--size must be a number from 200 to 10000, not 100000");
    }

    private int map(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "map", "--url", "http://127.0.0.1:" + server.getAddress().getPort()));
        all.addAll(List.of(arguments));
        return Fourfold.commandLine(Map.of())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private void serve(String path, Supplier<Answer> next) {
        server.createContext(path, exchange -> {
            Answer answer = next.get();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            try (OutputStream stream = exchange.getResponseBody()) {
                stream.write(body);
            }
        });
    }
}
