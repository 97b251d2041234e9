package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.topology.config.ListenAddress;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.tracing.RecordedTraces;
import io.fourfold.topology.tracing.TraceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TracedRequestsTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CLIENT = "b7ad6b7169203331";

    /** An event that the route produces has the request for its cause. */
    @Test
    void shouldTraceARequestAndWhatItSends() throws Exception {
        Listener.Guards guards = Listener.Guards.inside(RequestLimit.of(2), Optional.empty(), 8_192);
        try (RecordedTraces traces = new RecordedTraces();
                Listener listener = new Listener(
                        "traced",
                        new ListenAddress("127.0.0.1", 0, Setting.HTTP_PORT),
                        guards,
                        new SimpleMeterRegistry(),
                        traces.tracing(),
                        routes -> routes.get("/photos/{id}", context -> {
                            ObservedRequests.route(context, "/photos/{id}");
                            context.result(new String(
                                    TraceContext.sent(new RecordHeaders())
                                            .lastHeader("traceparent")
                                            .value(),
                                    StandardCharsets.UTF_8));
                        }))) {
            listener.start();

            String sent = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + "/photos/7"))
                                    .header("traceparent", "00-" + TRACE + "-" + CLIENT + "-01")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();

            Awaitility.await().until(() -> !traces.spans().isEmpty());
            SpanData span = traces.spans().get(0);
            assertThat(span.getName()).isEqualTo("GET /photos/{id}");
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getParentSpanId()).isEqualTo(CLIENT);
            assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                    .isEqualTo(200);
            assertThat(sent).isEqualTo("00-" + TRACE + "-" + span.getSpanId() + "-01");
        }
    }
}
