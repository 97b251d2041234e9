package io.fourfold.topology.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One file of the page.
 *
 * @param content its bytes
 * @param type its media type
 * @param tag strong entity tag, which changes with the content
 */
record PageFile(byte[] content, String type, String tag) {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain;charset=utf-8");

    /** No dots but the one before the ending, so that nothing above the page's folder can be named. */
    private static final Pattern NAME = Pattern.compile("(?:[\\w-]+/)*[\\w-]+\\.(\\w+)");

    static PageFile of(byte[] content, String type) {
        return new PageFile(content, type, '"' + sha256(content).substring(0, 32) + '"');
    }

    /** The file of that name below the page's folder, if there is one that may be seen. */
    static Optional<PageFile> find(String name) {
        var matcher = NAME.matcher(name);
        String type = matcher.matches() ? TYPES.get(matcher.group(1)) : null;
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream file = PageFile.class.getResourceAsStream(name)) {
            return file == null ? Optional.empty() : Optional.of(of(file.readAllBytes(), type));
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the page cannot be read: " + name, e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
