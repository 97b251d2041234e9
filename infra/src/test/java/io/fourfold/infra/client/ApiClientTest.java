package io.fourfold.infra.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {

    private HttpServer server;
    private ApiClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        client = new ApiClient(address());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldEscapeTheImageId() throws Exception {
        answer("/v1/images/", 200, "{\"imageId\": \"a b/c\"}");

        assertThat(client.image("a b/c").get("imageId").asText()).isEqualTo("a b/c");
    }

    @Test
    void shouldGiveTheProblemsDetail() {
        answer("/v1/images/", 404, "{\"detail\": \"there is no photo x\"}");

        assertThatThrownBy(() -> client.image("x"))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no photo x");
    }

    @Test
    void shouldNameTheStatusOfAnAnswerThatIsNoProblem() {
        answer("/v1/images/", 502, "<html>bad gateway</html>");

        assertThatThrownBy(() -> client.image("x"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("502");
    }

    @Test
    void shouldSayWhatToDoWhenNothingListens() {
        server.stop(0);

        assertThatThrownBy(() -> client.image("x"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("start Fourfold");
    }

    @Test
    void shouldReadAMetricByItsWholeName() throws Exception {
        answer("/metrics", 200, "# TYPE photos gauge\nphotos_total 9.0\nphotos 1.0E2\n");

        assertThat(client.metric("photos")).isEqualTo(100);
        assertThatThrownBy(() -> client.metric("phot")).isInstanceOf(IOException.class);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers with the body, or with 400 if the path is not one segment below the context. */
    private void answer(String context, int status, String body) {
        server.createContext(context, exchange -> {
            boolean oneSegment = !exchange.getRequestURI()
                    .getRawPath()
                    .substring(context.length())
                    .contains("/");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(oneSegment ? status : 400, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
