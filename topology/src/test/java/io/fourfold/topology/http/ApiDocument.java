package io.fourfold.topology.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** openapi.json for people to read, in Markdown: every route that users may rely on, and the types that it names. */
final class ApiDocument {

    /** Not a stable interface. */
    private static final String LEFT_OUT = "between instances";

    /** Answers that are described once for all. */
    private static final String ANY_OTHER = "default";

    private static final String HEAD = """
            # API reference

            Rendered from openapi.json, which every instance serves at `/openapi.json`; do not edit it here (`ApiDocumentTest` says how to
            render it again). [http.md](http.md) explains the routes with examples, [access.md](access.md) the scopes.
            """;

    private final JsonNode document;
    private final List<String> lines = new ArrayList<>(HEAD.lines().toList());

    /** Types that have been named, in the order in which they are described. */
    private final Set<String> types = new LinkedHashSet<>();

    private ApiDocument() throws IOException {
        document = new ObjectMapper().readTree(OpenApiResource.class.getResource("openapi.json"));
    }

    static String rendered() {
        try {
            return new ApiDocument().render();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String render() {
        paragraph(document.at("/info/description"));
        add("", "Besides what stands there, each route may answer:");
        paragraph(document.at("/components/responses/Other/description"));
        for (JsonNode tag : document.get("tags")) {
            if (!tag.get("name").asText().equals(LEFT_OUT)) {
                tag(tag);
            }
        }
        add("", "## Types");
        Set<String> described = new LinkedHashSet<>();
        while (!described.containsAll(types)) {
            List.copyOf(types).stream().filter(described::add).forEach(this::type);
        }
        return String.join("\n", lines) + "\n";
    }

    private void tag(JsonNode tag) {
        String name = tag.get("name").asText();
        add("", "## Routes: " + name);
        paragraph(tag.get("description"));
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (operation.getValue().get("tags").get(0).asText().equals(name)) {
                        operation(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue());
                    }
                }));
    }

    private void operation(String name, JsonNode operation) {
        add("", "### `" + name + "`", "", text(operation.get("summary")) + "." + scope(operation.path("security")));
        paragraph(operation.get("description"));
        JsonNode body = resolved(operation.path("requestBody"));
        paragraph(body.has("description") ? body.get("description") : null);
        if (operation.has("parameters")) {
            add("", "| parameter | in | type | |", "|---|---|---|---|");
            for (JsonNode reference : operation.get("parameters")) {
                JsonNode parameter = resolved(reference);
                add("| `" + text(parameter.get("name")) + "` | " + text(parameter.get("in")) + " | "
                        + kind(parameter.get("schema")) + " | "
                        + (parameter.path("required").asBoolean() ? "required; " : "")
                        + text(parameter.get("description")) + " |");
            }
        }
        add("", "| status | answer |", "|---|---|");
        operation.get("responses").properties().forEach(response -> {
            if (!response.getKey().equals(ANY_OTHER)) {
                JsonNode answer = resolved(response.getValue());
                add("| " + response.getKey() + " | " + text(answer.get("description")) + content(answer.path("content"))
                        + " |");
            }
        });
    }

    private static String scope(JsonNode security) {
        return security.isEmpty()
                ? ""
                : " Scope `"
                        + security.get(0)
                                .properties()
                                .iterator()
                                .next()
                                .getValue()
                                .get(0)
                                .asText() + "`.";
    }

    /** Problems are the same everywhere. */
    private String content(JsonNode content) {
        List<String> kinds = content.properties().stream()
                .filter(entry -> !entry.getKey().equals("application/problem+json"))
                .map(entry -> entry.getKey().equals("application/json")
                        ? kind(entry.getValue().get("schema"))
                        : "`" + entry.getKey() + "`")
                .toList();
        if (content.has("application/problem+json")) {
            types.add("Problem");
        }
        return kinds.isEmpty() ? "" : " " + String.join(", ", kinds);
    }

    private void type(String name) {
        JsonNode schema = document.at("/components/schemas/" + name);
        add("", "### " + name);
        paragraph(schema.get("description"));
        if (!schema.has("properties")) {
            add("", kind(schema) + ".");
            return;
        }
        members(schema);
    }

    private void members(JsonNode schema) {
        add("", "| member | type | |", "|---|---|---|");
        members("", schema);
    }

    private void members(String prefix, JsonNode schema) {
        Set<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        for (Map.Entry<String, JsonNode> member : schema.get("properties").properties()) {
            String name = prefix + member.getKey();
            JsonNode kind = member.getValue();
            String description = Stream.of(
                            required.contains(member.getKey()) ? "" : "may be missing", text(kind.get("description")))
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("; "));
            add("| `" + name + "` | " + kind(kind) + " | " + description + " |");
            JsonNode inner = kind.path("type").asText().equals("array") ? kind.path("items") : kind;
            if (inner.has("properties")) {
                members(name + (inner == kind ? "." : "[]."), inner);
            }
        }
    }

    private String kind(JsonNode schema) {
        if (schema == null) {
            return "";
        }
        if (schema.has("$ref")) {
            String name = schema.get("$ref").asText().replaceFirst(".*/", "");
            types.add(name);
            return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
        }
        if (schema.has("enum")) {
            return StreamSupport.stream(schema.get("enum").spliterator(), false)
                            .map(value -> "`" + value.asText() + "`")
                            .collect(Collectors.joining(" or "))
                    + initial(schema);
        }
        if (schema.has("const")) {
            return "`" + schema.get("const").asText() + "`";
        }
        String type = schema.path("type").asText();
        if (type.equals("array")) {
            return "list of " + kind(schema.get("items"));
        }
        if (schema.path("additionalProperties").isObject()) {
            return "map of " + kind(schema.get("additionalProperties"));
        }
        return (schema.has("format") ? schema.get("format").asText() : type) + range(schema) + initial(schema);
    }

    private static String range(JsonNode schema) {
        if (!schema.has("minimum")) {
            return "";
        }
        String least = schema.get("minimum").asText();
        return schema.has("maximum")
                ? ", " + least + " to " + schema.get("maximum").asText()
                : ", at least " + least;
    }

    private static String initial(JsonNode schema) {
        return schema.has("default") ? ", default " + schema.get("default").asText() : "";
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private void paragraph(JsonNode text) {
        if (text != null) {
            add("", text(text).replace("\\|", "|"));
        }
    }

    /** In one line, which may stand in a table. */
    private static String text(JsonNode text) {
        return text == null ? "" : text.asText().strip().replaceAll("\\s+", " ").replace("|", "\\|");
    }

    private void add(String... more) {
        lines.addAll(List.of(more));
    }
}
