package io.fourfold.topology.http;

import io.javalin.http.Context;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The description of this API (OpenAPI 3.1), which a test holds against the routes and their answers. */
final class OpenApiResource {

    private static final String FILE = "openapi.json";

    private final byte[] document = read();

    List<Route> routes() {
        return List.of(Route.get("/" + FILE, "this API, described (OpenAPI 3.1)", this::document)
                .open());
    }

    private void document(Context context) {
        context.contentType("application/json").result(document);
    }

    private static byte[] read() {
        try (InputStream file = OpenApiResource.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new FileNotFoundException(FILE);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the description of the API cannot be read", e);
        }
    }
}
