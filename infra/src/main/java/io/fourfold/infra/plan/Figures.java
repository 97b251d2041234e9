package io.fourfold.infra.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Measured figures, and where they come from.
 *
 * @param values all of them
 * @param machine on which they were measured
 * @param command that measured them
 */
public record Figures(Map<Figure, Double> values, String machine, String command) {

    private static final String SHIPPED = "measured.json";
    private static final double MILLIS = 1e-3;
    private static final double NANOS = 1e-9;

    public Figures {
        values = Map.copyOf(values);
        Set<Figure> missing = EnumSet.allOf(Figure.class);
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("figures are missing: "
                    + missing.stream().map(Figure::key).collect(Collectors.joining(", "))
                    + "; measure them by fourfold bench capacity --json");
        }
    }

    /** Those that came with this release, of the machine that measured them. */
    public static Figures shipped() throws IOException {
        try (InputStream in = Figures.class.getResourceAsStream(SHIPPED)) {
            return read(in.readAllBytes());
        }
    }

    /**
     * Reads what {@code fourfold bench --json} writes.
     *
     * @throws IOException if it is no JSON
     * @throws IllegalArgumentException if it lacks a figure
     */
    public static Figures read(byte[] json) throws IOException {
        JsonNode root = new ObjectMapper().readTree(json);
        Map<Figure, Double> values = new EnumMap<>(Figure.class);
        for (JsonNode stage : root.path("stages")) {
            for (JsonNode measured : stage.path("figures")) {
                Figure.of(measured.path("name").asText())
                        .ifPresent(figure ->
                                values.put(figure, measured.path("value").asDouble()));
            }
        }
        JsonNode machine = root.path("machine");
        return new Figures(
                values,
                "%d x %s, %.0f GB, Java %s, %s"
                        .formatted(
                                machine.path("processors").asInt(),
                                machine.path("processor").asText("unknown processor"),
                                machine.path("memoryBytes").asDouble() / 1e9,
                                machine.path("java").asText("?"),
                                root.path("measured").asText("at an unknown time")),
                root.path("command").asText("an unknown command"));
    }

    /** The same with another value of one, for a question of what would be. */
    public Figures with(Figure figure, double value) {
        Map<Figure, Double> changed = new EnumMap<>(values);
        changed.put(figure, value);
        return new Figures(changed, machine, command);
    }

    /** A figure in its own unit. */
    public double value(Figure figure) {
        return values.get(figure);
    }

    /** A time in seconds. */
    public double seconds(Figure figure) {
        return switch (figure.unit()) {
            case "ms" -> MILLIS * value(figure);
            case "ns" -> NANOS * value(figure);
            default -> throw new IllegalArgumentException(figure + " is no time");
        };
    }
}
