package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.topology.shard.FakeIndexState;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the web server refuses itself, before any route, is a problem like every other, with the headers of every answer. */
class MalformedRequestsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static ApiFixture api;

    @BeforeAll
    static void setUp() {
        api = new ApiFixture(FakeIndexState.unasked(), new FixedHealth(true, true));
    }

    @AfterAll
    static void tearDown() {
        api.close();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("long query", 414, get("/v1/words?prefix=" + "a".repeat(9_000))),
                Arguments.of("long path", 414, get("/v1/" + "a".repeat(9_000))),
                Arguments.of("long header", 431, get("/v1", "X-Long: " + "a".repeat(9_000))),
                Arguments.of("many headers", 431, get("/v1", "X-A: aaaaaaaaaa\r\n".repeat(900) + "X-B: b")),
                Arguments.of("%00 in the path", 400, get("/v1/images/%00")),
                Arguments.of("%2e%2e in the path", 400, get("/v1/%2e%2e/%2e%2e/etc")),
                Arguments.of("bad escape", 400, get("/v1/images/%zz")),
                Arguments.of("bad UTF-8 in the path", 400, get("/v1/images/%ff%fe")),
                Arguments.of("path parameter", 400, get("/v1/..;/x")),
                Arguments.of("no host", 400, "GET /v1 HTTP/1.1\r\n\r\n"),
                Arguments.of("two hosts", 400, "GET /v1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
                Arguments.of("bad host", 400, "GET /v1 HTTP/1.1\r\nHost: a b\r\n\r\n"),
                Arguments.of("space in a header's name", 400, get("/v1", "X Y: z")),
                Arguments.of("control character in a header", 400, get("/v1", "X: \u0001")),
                Arguments.of("folded header", 400, get("/v1", "X: a\r\n b")),
                Arguments.of("not HTTP", 400, "\u0016\u0003\u0001\u0002\r\n\r\n"),
                Arguments.of("HTTP/0.9", 505, "GET /v1\r\n\r\n"),
                Arguments.of("HTTP/3.7", 505, "GET /v1 HTTP/3.7\r\nHost: localhost\r\n\r\n"),
                Arguments.of("HTTP/2 without TLS", 426, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of("unknown method", 405, "BREW /v1 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("TRACE", 405, "TRACE /v1 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("CONNECT", 405, "CONNECT localhost:1 HTTP/1.1\r\nHost: localhost:1\r\n\r\n"),
                Arguments.of("wrong method", 405, "DELETE /v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("bad length", 400, get("/v1", "Content-Length: many")),
                Arguments.of("negative length", 400, get("/v1", "Content-Length: -1")),
                Arguments.of("two lengths", 400, get("/v1", "Content-Length: 1\r\nContent-Length: 2")),
                Arguments.of("length and chunks", 400, get("/v1", "Content-Length: 1\r\nTransfer-Encoding: chunked")),
                Arguments.of(
                        "bad chunk",
                        400,
                        "POST /v1/captions HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
                Arguments.of(
                        "unknown transfer encoding",
                        400,
                        "POST /v1/captions HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: other\r\n\r\n"),
                Arguments.of("unknown expectation", 417, get("/v1", "Expect: wonders")),
                Arguments.of("bad cookie", 200, get("/v1", "Cookie: fourfold=\"a; b")),
                Arguments.of("unknown path", 404, get("/nothing")),
                Arguments.of("absolute form", 200, "GET http://localhost/v1 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("asterisk", 404, "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void shouldAnswerWithAProblem(String what, int status, String request) throws Exception {
        RawHttp.Answer answer = RawHttp.send(api.port("/"), request);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertSafe(answer);
        if (status >= 400) {
            JsonNode problem = problem(answer);
            assertThat(problem.get("status").asInt()).isEqualTo(status);
            assertThat(problem.get("title").asText()).isNotBlank();
            assertThat(problem.get("detail").asText()).isNotBlank();
        }
    }

    @Test
    void shouldKnowAnAnswersRequestByItsId() throws Exception {
        assertThat(RawHttp.send(api.port("/"), get("/v1", "X-Request-Id: order-7.a_B"))
                        .header("X-Request-Id"))
                .contains("order-7.a_B");
        assertThat(RawHttp.send(api.port("/"), get("/v1", "X-Request-Id: <script>"))
                        .header("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f-]{36}"));
        assertThat(RawHttp.send(api.port("/"), get("/v1", "X-Request-Id: " + "a".repeat(65)))
                        .header("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f-]{36}"));
    }

    private static void assertSafe(RawHttp.Answer answer) {
        assertThat(answer.text()).doesNotContainIgnoringCase("jetty").doesNotContain("Exception", "\tat ", "<html");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(answer.header("X-Frame-Options")).contains("DENY");
        assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.header("X-Request-Id")).isPresent();
    }

    private static JsonNode problem(RawHttp.Answer answer) throws IOException {
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith(Problem.CONTENT_TYPE));
        return MAPPER.readTree(answer.body());
    }

    private static String get(String path, String... headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + String.join("\r\n", headers)
                + (headers.length > 0 ? "\r\n" : "") + "\r\n";
    }
}
