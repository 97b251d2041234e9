package io.fourfold.infra.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Asks the HTTP API of a running application. */
public final class ApiClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI base;
    private final Optional<String> credential;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();

    /** One that has no key. */
    public ApiClient(URI base) {
        this(base, Optional.empty());
    }

    /**
     * @param credential API key or token that is sent along
     */
    public ApiClient(URI base, Optional<String> credential) {
        this.base = base;
        this.credential = credential;
    }

    /** What is known of a stored photo. */
    public JsonNode image(String imageId) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(base.resolve("/v1/images/" + encoded(imageId))));
    }

    /** The photos most like a stored one. */
    public JsonNode similarToStored(String imageId, int k) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(base.resolve("/v1/images/" + encoded(imageId) + "/similar?k=" + k)));
    }

    /** The photos most like a file's. */
    public JsonNode similarToFile(byte[] photo, int k) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(base.resolve("/v1/images/similar?k=" + k))
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(photo)));
    }

    /**
     * A search by text.
     *
     * @param minScore least score of a hit; any otherwise
     * @param minConfidence least confidence of a hit's caption, which is left out otherwise
     * @param album only photos of this album; all otherwise
     * @param owner only photos of this owner; all otherwise
     * @param method {@code inversion} or, where it is enabled, {@code plain}; the former otherwise
     */
    public record TextSearch(
            String text,
            int k,
            Optional<Float> minScore,
            Optional<Double> minConfidence,
            Optional<String> album,
            Optional<String> owner,
            Optional<String> method) {}

    /** The photos that show what a text says. */
    public JsonNode search(TextSearch search) throws IOException, InterruptedException {
        StringBuilder query = new StringBuilder("/v1/search?q=" + encoded(search.text) + "&k=" + search.k);
        search.minScore.ifPresent(score -> query.append("&minScore=").append(score));
        search.minConfidence.ifPresent(
                confidence -> query.append("&minConfidence=").append(confidence));
        search.album.ifPresent(album -> query.append("&album=").append(encoded(album)));
        search.owner.ifPresent(owner -> query.append("&owner=").append(encoded(owner)));
        search.method.ifPresent(method -> query.append("&method=").append(encoded(method)));
        return answer(HttpRequest.newBuilder(base.resolve(query.toString())));
    }

    /** A small picture of a stored photo, a JPEG, if it has one. */
    public Optional<byte[]> thumbnail(String imageId) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(
                HttpRequest.newBuilder(base.resolve("/v1/images/" + encoded(imageId) + "/thumbnail")),
                BodyHandlers.ofByteArray());
        return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    }

    /** The best caption of a stored photo, if it has one. */
    public Optional<String> caption(String imageId) throws IOException, InterruptedException {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(base.resolve("/v1/images/" + encoded(imageId))), BodyHandlers.ofString());
        return response.statusCode() == 200
                ? json.readTree(response.body())
                        .path("captions")
                        .valueStream()
                        .map(caption -> caption.get("text").asText())
                        .findFirst()
                : Optional.empty();
    }

    /**
     * A map as far as it is drawn.
     *
     * @param of {@code images} or {@code words}
     * @throws NotYetException if nothing of it is
     */
    public JsonNode map(String of) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(base.resolve("/v1/maps/" + of)));
    }

    /** Thrown if the answer cannot be given now, but may be soon. */
    public static final class NotYetException extends IOException {

        private NotYetException(String message) {
            super(message);
        }
    }

    /**
     * A metric by its name in Prometheus' format, summed over its labels.
     *
     * @throws IOException also if there is none of that name
     */
    public double metric(String name) throws IOException, InterruptedException {
        return metric(name, "");
    }

    /**
     * The same of those series that have a label.
     *
     * @param label as it is written, {@code name="value"}
     * @throws IOException also if there is none of that name
     */
    public double metric(String name, String label) throws IOException, InterruptedException {
        double[] values = text(HttpRequest.newBuilder(base.resolve("/metrics")))
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
        if (values.length == 0) {
            throw new IOException("there is no metric " + name);
        }
        return Arrays.stream(values).sum();
    }

    private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        return json.readTree(text(request));
    }

    /**
     * Sends the request and reads the answer.
     *
     * @throws IOException with the problem's detail if the answer is an error
     */
    private String text(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request, BodyHandlers.ofString());
        if (response.statusCode() == 503) {
            throw new NotYetException(problem(response));
        }
        if (response.statusCode() != 200) {
            throw new IOException(problem(response));
        }
        return response.body();
    }

    /** @throws IOException if nothing listens */
    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        credential.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        try {
            return client.send(request.timeout(TIMEOUT).build(), body);
        } catch (ConnectException e) {
            throw new IOException("nothing answers at " + base + "; start Fourfold, or name its address by --url", e);
        }
    }

    private String problem(HttpResponse<String> response) {
        try {
            JsonNode detail = json.readTree(response.body()).path("detail");
            String hint = response.statusCode() == 401 ? "; name a key by --key-file or FOURFOLD_KEY" : "";
            return detail.asText("status " + response.statusCode()) + hint;
        } catch (JsonProcessingException e) {
            return "status " + response.statusCode() + " from " + response.uri();
        }
    }

    private static String encoded(String pathSegment) {
        return URLEncoder.encode(pathSegment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
