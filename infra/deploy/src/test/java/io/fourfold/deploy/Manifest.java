package io.fourfold.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One object of Kubernetes. */
record Manifest(JsonObject json) {

    static Manifest of(Object document) {
        return new Manifest(new Gson().toJsonTree(document).getAsJsonObject());
    }

    String apiVersion() {
        return json.get("apiVersion").getAsString();
    }

    String kind() {
        return json.get("kind").getAsString();
    }

    String name() {
        return at("metadata.name").orElseThrow().getAsString();
    }

    /** What a path of names, separated by dots, leads to. */
    Optional<JsonElement> at(String path) {
        return at(json, path);
    }

    static Optional<JsonElement> at(JsonElement start, String path) {
        JsonElement element = start;
        for (String name : path.split("\\.")) {
            element = element.isJsonObject() ? element.getAsJsonObject().get(name) : null;
            if (element == null) {
                return Optional.empty();
            }
        }
        return Optional.of(element);
    }

    /** The elements of a list, none if there is no list. */
    static List<JsonObject> list(JsonElement start, String path) {
        return at(start, path).stream()
                .flatMap(list -> StreamSupport.stream(list.getAsJsonArray().spliterator(), false))
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    static Map<String, String> strings(JsonElement object) {
        Map<String, String> strings = new TreeMap<>();
        object.getAsJsonObject().entrySet().forEach(entry -> strings.put(entry.getKey(), text(entry.getValue())));
        return strings;
    }

    private static String text(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    Optional<JsonObject> podTemplate() {
        return at("spec.template").map(JsonElement::getAsJsonObject);
    }

    /** Containers of its pods, those that run first included. */
    List<JsonObject> containers() {
        return podTemplate().stream()
                .flatMap(pod ->
                        Stream.concat(list(pod, "spec.initContainers").stream(), list(pod, "spec.containers").stream()))
                .toList();
    }

    /** Arguments of a container. */
    static List<String> arguments(JsonObject container) {
        List<String> arguments = new ArrayList<>();
        container.getAsJsonArray("args").forEach(argument -> arguments.add(argument.getAsString()));
        return arguments;
    }
}
