package io.fourfold.infra.plan;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Round figures of a machine that there is not. */
public final class TestFigures {

    private TestFigures() {}

    public static Figures figures() {
        Map<Figure, Double> values = new EnumMap<>(Figure.class);
        values.put(Figure.PHOTO, 50.0);
        values.put(Figure.EMBEDDED, 1_400.0);
        values.put(Figure.CAPTIONED, 600.0);
        values.put(Figure.THUMBNAILED, 15_000.0);
        values.put(Figure.INDEX, 0.1);
        values.put(Figure.INDEX_HEAP, 440.0);
        values.put(Figure.INDEX_DISK, 2_000.0);
        values.put(Figure.RESTORE, 0.05);
        values.put(Figure.OPEN, 0.01);
        values.put(Figure.QUERY, 1.0);
        values.put(Figure.QUERY_REQUEST, 0.5);
        values.put(Figure.QUERY_PARTITION, 0.05);
        values.put(Figure.QUERY_REMOTE, 0.02);
        values.put(Figure.QUERY_SCAN, 10.0);
        values.put(Figure.SEARCH, 40.0);
        values.put(Figure.INSTANCE_HEAP, 100e6);
        return new Figures(values, "a machine", "a command");
    }

    public static Demand demand(double photos, double uploads, double queries) {
        return new Demand(photos, uploads, queries, 0, 0, false, 3, 0, Duration.ofSeconds(45), 1);
    }

    public static Hardware hardware() {
        return new Hardware(16, 64e9, 0.6);
    }
}
