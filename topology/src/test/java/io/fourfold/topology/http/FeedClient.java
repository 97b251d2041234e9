package io.fourfold.topology.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Follows the feed line by line, as {@code curl -N} does. */
public final class FeedClient implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    public FeedClient(URI feed) throws IOException, InterruptedException {
        this(feed, Optional.empty());
    }

    /** Goes on after an event. */
    public FeedClient(URI feed, Optional<String> lastEventId) throws IOException, InterruptedException {
        this(request(feed, "Last-Event-ID", lastEventId));
    }

    /** With a credential. */
    static FeedClient of(URI feed, String credential) throws IOException, InterruptedException {
        return new FeedClient(request(
                feed,
                "Authorization",
                Optional.of(credential).filter(text -> !text.isEmpty()).map("Bearer "::concat)));
    }

    private static HttpRequest.Builder request(URI feed, String header, Optional<String> value) {
        HttpRequest.Builder request = HttpRequest.newBuilder(feed);
        value.ifPresent(text -> request.header(header, text));
        return request;
    }

    private FeedClient(HttpRequest.Builder request) throws IOException, InterruptedException {
        response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** An event; fields that it does not have are empty. */
    public record Event(String name, String id, String data) {}

    public HttpResponse<?> response() {
        return response;
    }

    /** The next event, with data or without; empty if the server has ended the feed. */
    public Optional<Event> next() throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                return Optional.of(
                        new Event(fields.getOrDefault("event", ""), fields.get("id"), fields.getOrDefault("data", "")));
            }
            String[] field = line.split(": ", 2);
            fields.put(field[0], field[1]);
        }
        return Optional.empty();
    }

    /** The next event that has data. */
    public Event nextWithData() throws IOException {
        Event event = next().orElseThrow();
        return event.data().isEmpty() ? nextWithData() : event;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
