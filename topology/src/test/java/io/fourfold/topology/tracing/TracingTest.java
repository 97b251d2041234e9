package io.fourfold.topology.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracingTest {

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private HttpServer collector;

    @BeforeEach
    void setUp() throws Exception {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(body, StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void tearDown() {
        collector.stop(0);
    }

    @Test
    void shouldSendWhatHasEndedToTheCollector() throws Exception {
        try (Tracing tracing = Tracing.to(Optional.of(endpoint()), 100)) {
            tracing.received("uploads", "photo-1", new RecordHeaders());
        }

        assertThat(requests.poll(1, TimeUnit.MINUTES))
                .startsWith("application/x-protobuf")
                .contains("uploads receive", "photo-1", "fourfold");
    }

    /** And says so to whoever the record goes to. */
    @Test
    void shouldSendNothingOfWhatIsNotAmongThePercent() {
        try (Tracing tracing = Tracing.to(Optional.of(endpoint()), 0)) {
            Headers headers = tracing.received("uploads", "photo-1", new RecordHeaders());

            SpanContext sent = Span.fromContext(TraceContext.of(headers)).getSpanContext();
            assertThat(sent.isValid()).isTrue();
            assertThat(sent.isSampled()).isFalse();
        }

        assertThat(requests).isEmpty();
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
    }
}
