package io.fourfold.infra.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Raw requests to a registry's Confluent API, as another program would send them. */
final class SchemaRegistryRequests {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    SchemaRegistryRequests(String url) {
        this.url = url;
    }

    /** @return the answer's body, which names the id */
    String register(String subject, String fields) throws IOException, InterruptedException {
        String schema = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}";
        return send(HttpRequest.newBuilder(URI.create(url + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}")));
    }

    String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
