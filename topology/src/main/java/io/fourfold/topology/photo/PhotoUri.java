package io.fourfold.topology.photo;

import io.fourfold.model.image.BadPhotoException;
import io.fourfold.topology.config.CidrBlock;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The URI of a claim check that can be read in one way only. Its query may be a signature that is as good as a password, so that
 * its text is without: exceptions, logs and answers name photos by it.
 *
 * @param uri normalised, with its query
 */
public record PhotoUri(URI uri) {

    /** Encoded dots, slashes and backslashes, which some servers decode after a check like this one. */
    private static final Pattern HIDDEN_SEPARATOR = Pattern.compile("%(2e|2f|5c)|\\\\", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_NAME = 253;
    private static final String LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";

    /** A last label that is a number, decimal or hexadecimal, makes a name an address for some (WHATWG URL, "ends in a number"). */
    private static final Pattern NAME =
            Pattern.compile("(" + LABEL + "\\.)*(?!\\d+$|0x[0-9a-f]*$)" + LABEL, Pattern.CASE_INSENSITIVE);

    /**
     * @throws BadPhotoException if it is not absolute, climbs out of its directory, has a user or a fragment, or a host that
     *     can be read in two ways; never repeats what was wrong
     */
    public static PhotoUri parse(String text) {
        PhotoUri parsed = new PhotoUri(uri(text));
        URI uri = parsed.uri;
        if (uri.getScheme() == null || uri.getRawPath() == null) {
            throw new BadPhotoException("the photo's URI is not absolute");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new BadPhotoException("the photo's URI must have no user and no fragment");
        }
        if (HIDDEN_SEPARATOR.matcher(uri.getRawPath()).find()
                || List.of(uri.getRawPath().split("/")).contains("..")) {
            throw new BadPhotoException("the photo's URI must not climb out of its directory");
        }
        if (parsed.isFile() ? uri.getRawAuthority() != null || uri.getRawQuery() != null : !hasPlainHost(uri)) {
            throw new BadPhotoException(
                    parsed.isFile()
                            ? "the photo's file URI must have no host and no query"
                            : "the host of the photo's URI must be a name in ASCII (other alphabets as xn--...) without a"
                                    + " dot at its end, an IPv4 address of four decimal numbers, or an IPv6 address in"
                                    + " brackets");
        }
        return parsed;
    }

    boolean isFile() {
        return "file".equalsIgnoreCase(uri.getScheme());
    }

    /** The address, if the host is one and no name. */
    Optional<InetAddress> literalAddress() {
        return literalAddress(uri);
    }

    /** Whether it has a query, which may let whoever has it fetch the photo. */
    public static boolean isSigned(String text) {
        return text.indexOf('?') >= 0;
    }

    /** Scheme, host and port of a claim check's URI, which stand for the store of photos that it points to; empty for none. */
    public static String store(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme()
                    + "://"
                    + (uri.getHost() == null ? "" : uri.getHost())
                    + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        } catch (URISyntaxException malformed) {
            return "";
        }
    }

    /** Without the query. */
    @Override
    public String toString() {
        String text = uri.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query) + "?***";
    }

    private static URI uri(String text) {
        try {
            return new URI(text).normalize();
        } catch (URISyntaxException e) {
            // Without its cause, whose message repeats the text.
            throw new BadPhotoException(
                    "the photo's URI is malformed: " + e.getReason() + " at character " + e.getIndex());
        }
    }

    private static boolean hasPlainHost(URI uri) {
        String host = uri.getHost();
        if (host == null || host.length() > LONGEST_NAME) {
            return false;
        }
        Optional<InetAddress> literal = literalAddress(uri);
        boolean bracketed = host.startsWith("[");
        return literal.map(address -> bracketed != address instanceof Inet4Address)
                .orElseGet(() -> NAME.matcher(host).matches());
    }

    private static Optional<InetAddress> literalAddress(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        return CidrBlock.address(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    }
}
