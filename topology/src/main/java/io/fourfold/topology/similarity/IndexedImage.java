package io.fourfold.topology.similarity;

import java.util.Objects;
import java.util.Optional;

/**
 * What the similarity store keeps of a photo.
 *
 * @param owner who it belongs to
 * @param album the album it belongs to
 * @param modelVersion version of the network that made the vector
 * @param sourceSha256 SHA-256 of the photo's file, hexadecimal
 * @param vector the image embedding as the network gave it, not normalised
 */
public record IndexedImage(
        Optional<String> owner, Optional<String> album, String modelVersion, String sourceSha256, float[] vector) {

    public IndexedImage {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(album, "album");
        Objects.requireNonNull(modelVersion, "modelVersion");
        Objects.requireNonNull(sourceSha256, "sourceSha256");
        Objects.requireNonNull(vector, "vector");
    }

    /** To whom it belongs. */
    public Ownership ownership() {
        return new Ownership(owner, album);
    }
}
