package io.fourfold.infra.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fourfold.infra.client.ApiClient;
import io.fourfold.infra.map.MapPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold map}. */
@Command(
        name = "map",
        description =
                "Draws the photos or the words of a running Fourfold on a plane, alike ones near each other, once its"
                        + " map is ready: the picture that the page shows.")
final class MapCommand extends ConsoleCommand {

    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int SMALLEST = 200;
    private static final int LARGEST = 10_000;

    /** What is drawn. */
    enum Kind {
        PHOTOS("images", "imageId"),
        WORDS("words", "word");

        private final String route;
        private final String label;

        Kind(String route, String label) {
            this.route = route;
            this.label = label;
        }
    }

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the picture to write, .png or .svg")
    private Path file;

    @Option(
            names = "--of",
            paramLabel = "KIND",
            defaultValue = "photos",
            description = "photos or words; default: photos")
    private Kind kind;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "2000",
            description = "width, which the height follows; default: ${DEFAULT-VALUE}")
    private int size;

    @Mixin
    private UrlOption url;

    @Override
    public Integer call() throws Exception {
        MapPicture.Format format = MapPicture.Format.of(file.toString())
                .orElseThrow(() -> refusal("--out must end in .png or .svg, not " + file.getFileName()));
        if (size < SMALLEST || size > LARGEST) {
            throw refusal("--size must be a number from %d to %d, not %d".formatted(SMALLEST, LARGEST, size));
        }
        ApiClient api = url.api();
        JsonNode map = finished(api);
        MapPicture picture = new MapPicture(
                map.get("points")
                        .valueStream()
                        .map(point -> new MapPicture.Point(
                                point.get(kind.label).asText(),
                                point.get("x").asDouble(),
                                point.get("y").asDouble()))
                        .toList(),
                size);
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        if (kind == Kind.WORDS) {
            picture.writeWords(format, drawn);
        } else {
            picture.writePhotos(format, new StoredPhotos(api), drawn);
        }
        Files.write(file, drawn.toByteArray());
        String trust = map.has("trustworthiness")
                ? ", trustworthiness %.3f".formatted(map.get("trustworthiness").asDouble())
                : "";
        say("%s: %,d %s%s", file, map.get("points").size(), kind.name().toLowerCase(), trust);
        return 0;
    }

    private JsonNode finished(ApiClient api) throws IOException, InterruptedException {
        long start = System.nanoTime();
        String said = "";
        while (true) {
            String state;
            try {
                JsonNode map = api.map(kind.route);
                if (map.get("progress").asDouble() == 1) {
                    return map;
                }
                state = "Drawn to %.0f %%".formatted(100 * map.get("progress").asDouble());
            } catch (ApiClient.NotYetException e) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw e;
                }
                state = e.getMessage();
            }
            if (!state.equals(said)) {
                err().println(state);
                err().flush();
                said = state;
            }
            Thread.sleep(BETWEEN_QUESTIONS.toMillis());
        }
    }

    /** The photos of a running Fourfold. */
    private record StoredPhotos(ApiClient api) implements MapPicture.Photos {

        @Override
        public Optional<BufferedImage> thumbnail(String imageId) throws IOException, InterruptedException {
            Optional<byte[]> file = api.thumbnail(imageId);
            return file.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(file.get())));
        }

        @Override
        public Optional<String> caption(String imageId) throws IOException, InterruptedException {
            return api.caption(imageId);
        }
    }
}
