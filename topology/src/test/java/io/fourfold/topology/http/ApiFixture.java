package io.fourfold.topology.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.topology.FourfoldMetrics;
import io.fourfold.topology.TestNetwork;
import io.fourfold.topology.query.ImageQueries;
import io.fourfold.topology.query.IndexState;
import io.fourfold.topology.query.PhotoQuestions;
import io.fourfold.topology.query.ShardReader;
import io.fourfold.topology.query.TextQueries;
import io.fourfold.topology.search.BatchInversion;
import io.fourfold.topology.search.InversionQueue;
import io.fourfold.topology.search.SearchMetrics;
import io.fourfold.topology.words.TestWords;
import io.fourfold.topology.words.WordStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The HTTP API on a free port, in front of any index. */
final class ApiFixture implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final InversionQueue inversions;
    private final HttpApi api;

    /** A response, its body read as JSON if it is. */
    record Answer(int status, String contentType, String body, HttpResponse<String> response) {

        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + body, e);
            }
        }
    }

    <S extends IndexState & ShardReader> ApiFixture(S state, Health health) {
        this(state, TestWords.storeOf(new TestNetwork()), health);
    }

    <S extends IndexState & ShardReader> ApiFixture(S state, WordStore words, Health health) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        FourfoldMetrics metrics = new FourfoldMetrics(registry);
        metrics.indexedPhotos(state::indexedPhotos);
        TestNetwork network = new TestNetwork();
        PhotoQuestions photos = new PhotoQuestions(network, 2, Duration.ofSeconds(5));
        inversions = new InversionQueue(new BatchInversion(network), new SearchMetrics(registry), 2, 8, 100);
        TextQueries texts =
                new TextQueries(network, inversions, state, metrics, Duration.ofSeconds(5), System::nanoTime, 2);
        api = new HttpApi(new ImageQueries(state, metrics), state, photos, texts, words, health, registry);
        api.start("127.0.0.1", 0);
    }

    int port() {
        return api.port();
    }

    Answer get(String path) throws Exception {
        return send(request(path).GET());
    }

    Answer post(String path, byte[] body) throws Exception {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        String contentType = response.headers().firstValue("Content-Type").orElse("");
        return new Answer(response.statusCode(), contentType, response.body(), response);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
    }

    @Override
    public void close() {
        api.close();
        inversions.close();
    }
}
