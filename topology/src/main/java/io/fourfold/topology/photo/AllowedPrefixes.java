package io.fourfold.topology.photo;

import io.fourfold.model.image.BadPhotoException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where photos may be fetched from. Without it, whoever could write an upload event could read any file and any internal
 * address that this process can.
 *
 * @param prefixes absolute https, http or file URIs; a path counts by whole segments
 */
public record AllowedPrefixes(List<URI> prefixes) {

    public AllowedPrefixes {
        prefixes = List.copyOf(prefixes);
    }

    /**
     * The normalised form of an allowed URI.
     *
     * @throws BadPhotoException if the URI is malformed or not allowed; does not say what is, since others read it than those
     *     who may know
     */
    PhotoUri require(PhotoUri uri) {
        if (prefixes.stream().noneMatch(prefix -> covers(prefix, uri.uri()))) {
            throw new BadPhotoException("the photo's URI " + uri + " is not under an allowed prefix"
                    + (prefixes.isEmpty() ? " (there is none)" : "") + "; allow it with claim.check.prefixes");
        }
        return uri;
    }

    /**
     * The file behind an allowed file URI, symbolic links followed.
     *
     * @throws BadPhotoException if a link leads out of the allowed prefixes
     * @throws IOException if there is no such file
     */
    Path requireFile(PhotoUri uri) throws IOException {
        Path file = Path.of(uri.uri()).toRealPath();
        for (URI prefix : prefixes) {
            if ("file".equalsIgnoreCase(prefix.getScheme())
                    && file.startsWith(Path.of(prefix.normalize()).toRealPath())) {
                return file;
            }
        }
        throw new BadPhotoException("the photo's URI " + uri + " leads out of the allowed prefixes");
    }

    /** Host and port. */
    static String origin(URI uri) {
        return lowerCase(uri.getHost()) + ":" + port(uri);
    }

    private static boolean covers(URI prefix, URI uri) {
        return lowerCase(prefix.getScheme()).equals(lowerCase(uri.getScheme()))
                && lowerCase(prefix.getHost()).equals(lowerCase(uri.getHost()))
                && port(prefix) == port(uri)
                && coversPath(prefix.normalize().getRawPath(), uri.getRawPath());
    }

    private static boolean coversPath(String prefix, String path) {
        String directory = prefix.endsWith("/") ? prefix : prefix + "/";
        return path.startsWith(directory) || path.equals(prefix);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static String lowerCase(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
