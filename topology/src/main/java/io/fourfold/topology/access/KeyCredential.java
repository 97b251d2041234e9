package io.fourfold.topology.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its owner has it, {@code ff_<id>_<secret>}. Only the id is ever stored, shown or logged.
 *
 * @param id 12 letters and digits
 * @param secret 256 random bits, base64url
 */
public record KeyCredential(String id, String secret) {

    /** What every key begins with, so that one that leaks is recognised. */
    public static final String PREFIX = "ff_";

    private static final Pattern FORM = Pattern.compile(PREFIX + "([a-z0-9]{12})_([A-Za-z0-9_-]{43})");
    private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_BYTES = 32;

    /** A new one. */
    public static KeyCredential random(RandomGenerator random) {
        StringBuilder id = new StringBuilder();
        while (id.length() < ID_LENGTH) {
            id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new KeyCredential(
                id.toString(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Reads a key; empty if it is none. */
    public static Optional<KeyCredential> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new KeyCredential(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /** The key itself. */
    public String text() {
        return PREFIX + id + "_" + secret;
    }

    /** Quick to compare, and gives the secret away to nobody. */
    byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return PREFIX + id;
    }
}
