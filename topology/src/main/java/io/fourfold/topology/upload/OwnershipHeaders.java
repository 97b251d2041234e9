package io.fourfold.topology.upload;

import io.fourfold.topology.similarity.Ownership;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What a delete says of the photo that it deletes, since it has no value that could: its headers, which go on to the deletes of
 * the results. Who may see but a part of all photos is told of a delete only if they say that it was one of those.
 */
public final class OwnershipHeaders {

    private static final String OWNER = "fourfold.owner";
    private static final String ALBUM = "fourfold.album";

    private OwnershipHeaders() {}

    static Headers of(Optional<Ownership> ownership) {
        Headers headers = new RecordHeaders();
        ownership.flatMap(Ownership::owner).ifPresent(owner -> headers.add(OWNER, bytes(owner)));
        ownership.flatMap(Ownership::album).ifPresent(album -> headers.add(ALBUM, bytes(album)));
        return headers;
    }

    /** What they say; empty if that is nothing. */
    public static Optional<Ownership> read(Headers headers) {
        Ownership ownership = new Ownership(text(headers, OWNER), text(headers, ALBUM));
        return ownership.owner().isPresent() || ownership.album().isPresent()
                ? Optional.of(ownership)
                : Optional.empty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name))
                .map(header -> header.value())
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }
}
