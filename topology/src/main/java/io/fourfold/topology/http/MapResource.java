package io.fourfold.topology.http;

import io.fourfold.topology.map.DrawnMap;
import io.fourfold.topology.map.Maps;
import io.javalin.http.Context;
import java.util.List;

/** Words and photos on a plane, alike ones near each other. */
final class MapResource {

    private final Maps maps;

    MapResource(Maps maps) {
        this.maps = maps;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/maps/words", "the most frequent words on a plane (t-SNE)", this::words),
                Route.get("/v1/maps/images", "stored photos on a plane (t-SNE)", this::photos));
    }

    /** The words' map. */
    record WordMapJson(List<WordPointJson> points, String modelVersion) {}

    /** A word and its place. */
    record WordPointJson(String word, double x, double y) {}

    /** The photos' map. */
    record ImageMapJson(List<ImagePointJson> points, String modelVersion) {}

    /** A photo and its place. */
    record ImagePointJson(String imageId, double x, double y) {}

    private void words(Context context) {
        DrawnMap map = maps.words();
        context.json(new WordMapJson(
                map.points().stream()
                        .map(point -> new WordPointJson(point.label(), point.x(), point.y()))
                        .toList(),
                map.modelVersion()));
    }

    private void photos(Context context) {
        DrawnMap map = maps.photos();
        context.json(new ImageMapJson(
                map.points().stream()
                        .map(point -> new ImagePointJson(point.label(), point.x(), point.y()))
                        .toList(),
                map.modelVersion()));
    }
}
