package io.fourfold.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The description of the API, as a client takes it: what is answered must be described, to the last member. */
final class OpenApiContract {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final String ANY_OTHER = "default";

    private final JsonNode document;

    OpenApiContract() {
        try {
            document = MAPPER.readTree(OpenApiResource.class.getResource("openapi.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close(document.get("components"));
    }

    /** Every operation by its method and path, such as {@code GET /v1/images/{id}}. */
    Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new LinkedHashMap<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.put(
                                operation.getKey().toUpperCase() + " " + path.getKey(), operation.getValue())));
        return operations;
    }

    /** Every response that is described by its status, such as {@code GET /v1/images/{id} 404}. */
    Set<String> responses() {
        Set<String> responses = new TreeSet<>();
        operations()
                .forEach((name, operation) -> operation
                        .get("responses")
                        .fieldNames()
                        .forEachRemaining(status -> responses.add(name + " " + status)));
        responses.removeIf(response -> response.endsWith(" " + ANY_OTHER));
        return responses;
    }

    /** Follows a reference, if it is one. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /**
     * The response's description, by operation and status.
     *
     * @throws AssertionError if the response is not as described
     */
    String check(HttpResponse<String> response) {
        String method = response.request().method();
        String path = response.request().uri().getRawPath();
        Optional<String> operation = operation(method, path);
        String status = Integer.toString(response.statusCode());
        JsonNode described = operation
                .map(name -> operations().get(name).get("responses"))
                .map(responses -> responses.has(status) ? responses.get(status) : responses.get(ANY_OTHER))
                .map(this::resolved)
                .orElseGet(() -> document.at("/components/responses/Other"));
        String name = operation.orElse(method + " " + path) + " " + status;
        checkContent(name, described, response);
        described
                .path("headers")
                .properties()
                .forEach(header -> assertThat(response.headers().firstValue(header.getKey()))
                        .as("%s of %s", header.getKey(), name)
                        .isPresent());
        return name;
    }

    private void checkContent(String name, JsonNode described, HttpResponse<String> response) {
        String contentType =
                response.headers().firstValue("Content-Type").orElse("none").split(";")[0];
        if (!described.has("content")) {
            assertThat(response.body()).as(name).isEmpty();
            return;
        }
        JsonNode content = described.path("content").path(contentType);
        assertThat(content.isMissingNode())
                .as("%s answers %s, which is not described: %s", name, contentType, response.body())
                .isFalse();
        if (contentType.endsWith("json")) {
            checkJson(name, content.get("schema"), response.body());
        }
    }

    /** Checks the data of an event of the feed. */
    void checkEvent(String name, String data) {
        JsonNode events = operations().get("GET /v1/feed").at("/responses/200/content/text~1event-stream/x-events");
        checkJson(name, events.get(name), data);
    }

    private void checkJson(String name, JsonNode described, String body) {
        ObjectNode schema = described.deepCopy();
        schema.set("components", document.get("components"));
        assertThat(SCHEMAS.getSchema(schema).validate(json(body)))
                .as("%s answers %s", name, body)
                .isEmpty();
    }

    /** The operation with the most literal path that fits. */
    private Optional<String> operation(String method, String path) {
        return operations().keySet().stream()
                .filter(name -> Pattern.matches(
                        name.replace("{", "\\{").replaceAll("\\\\\\{[^}]*}", "[^/]+"), method + " " + path))
                .min(Comparator.comparing(name -> name.contains("{")));
    }

    /** Lets no object have members that are not described. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject() && object.has("type")) {
            object.put("additionalProperties", false);
        }
        node.forEach(OpenApiContract::close);
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
