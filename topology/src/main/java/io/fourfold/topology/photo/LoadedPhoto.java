package io.fourfold.topology.photo;

import io.fourfold.model.files.Sha256;

/**
 * A photo's file.
 *
 * @param bytes the file, unchanged
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
 */
public record LoadedPhoto(byte[] bytes, String sha256) {

    /** The photo with that content. */
    public static LoadedPhoto of(byte[] bytes) {
        return new LoadedPhoto(bytes, Sha256.hex(bytes));
    }
}
