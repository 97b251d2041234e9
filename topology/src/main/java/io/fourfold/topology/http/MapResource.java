package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourfold.topology.map.DrawnMap;
import io.fourfold.topology.map.Maps;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Supplier;

/** Words and photos on a plane, alike ones near each other. */
final class MapResource {

    private static final double DECIMALS = 1e5;

    private final Maps maps;

    MapResource(Maps maps) {
        this.maps = maps;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/maps/words", "the most frequent words on a plane (t-SNE)", this::words),
                Route.get("/v1/maps/images", "stored photos on a plane (t-SNE)", this::photos));
    }

    /** The words' map; {@code trustworthiness} is left out as long as it has not been measured. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WordMapJson(List<WordPointJson> points, String modelVersion, double progress, Double trustworthiness) {}

    /** A word and its place. */
    record WordPointJson(String word, double x, double y) {}

    /** The photos' map; {@code trustworthiness} is left out as long as it has not been measured. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImageMapJson(List<ImagePointJson> points, String modelVersion, double progress, Double trustworthiness) {}

    /** A photo and its place; {@code provisional} is left out if it is not. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImagePointJson(String imageId, double x, double y, Boolean provisional) {}

    private void words(Context context) {
        DrawnMap map = maps.words();
        answer(
                context,
                map,
                () -> new WordMapJson(
                        map.points().stream()
                                .map(point -> new WordPointJson(point.label(), rounded(point.x()), rounded(point.y())))
                                .toList(),
                        map.modelVersion(),
                        map.progress(),
                        trustworthiness(map)));
    }

    private void photos(Context context) {
        DrawnMap map = maps.photos(Access.caller(context).visibility());
        answer(
                context,
                map,
                () -> new ImageMapJson(
                        map.points().stream().map(MapResource::photo).toList(),
                        map.modelVersion(),
                        map.progress(),
                        trustworthiness(map)));
    }

    private static void answer(Context context, DrawnMap map, Supplier<?> json) {
        if (!Revalidation.holds(context, "\"%08x\"".formatted(map.hashCode()))) {
            context.json(json.get());
        }
    }

    private static ImagePointJson photo(DrawnMap.Point point) {
        return new ImagePointJson(
                point.label(), rounded(point.x()), rounded(point.y()), point.provisional() ? true : null);
    }

    private static Double trustworthiness(DrawnMap map) {
        return map.trustworthiness().isPresent() ? rounded(map.trustworthiness().getAsDouble()) : null;
    }

    /** Thousands of numbers with their last digits would double the answer. */
    private static double rounded(double value) {
        return Math.rint(value * DECIMALS) / DECIMALS;
    }
}
