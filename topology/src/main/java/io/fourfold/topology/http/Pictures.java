package io.fourfold.topology.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where pictures of stored photos are to be had.
 *
 * @param template URL or path in which {@code {id}} stands for the photo's id; empty if nowhere
 */
public record Pictures(Optional<String> template) {

    private static final String ID = "{id}";

    /** Where one photo's is; null if nowhere. */
    String of(String imageId) {
        return template.map(text -> text.replace(ID, encoded(imageId))).orElse(null);
    }

    /** An id as a segment of a path. */
    static String encoded(String imageId) {
        return URLEncoder.encode(imageId, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
