package io.fourfold.topology.photo;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A photo's file.
 *
 * @param bytes the file, unchanged
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
 */
public record LoadedPhoto(byte[] bytes, String sha256) {

    /** The photo with that content. */
    public static LoadedPhoto of(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new LoadedPhoto(bytes, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
