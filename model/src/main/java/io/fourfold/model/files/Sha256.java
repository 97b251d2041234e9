package io.fourfold.model.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names content by what it is: its SHA-256, 64 lower-case hexadecimal digits. */
public final class Sha256 {

    private final MessageDigest digest;

    /** Of no bytes yet. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Goes on with more bytes. */
    public Sha256 add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** The name of all bytes so far; starts anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The name of all parts one after the other. */
    public static String hex(byte[]... parts) {
        Sha256 sha256 = new Sha256();
        for (byte[] part : parts) {
            sha256.add(part);
        }
        return sha256.hex();
    }

    /** The name of a file's content, which need not fit into memory. */
    public static String hex(Path file) throws IOException {
        Sha256 sha256 = new Sha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256.digest)) {
            Files.copy(file, out);
        }
        return sha256.hex();
    }
}
