package io.fourfold.topology.photo;

import io.fourfold.model.image.BadPhotoException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One try to fetch a file over https, http or from the file system. Redirects are not followed, since they could lead out
 * of the allowed prefixes.
 */
final class ClaimCheckFetcher {

    private static final Set<Integer> TRY_LATER = Set.of(408, 425, 429);

    private final AllowedPrefixes allowed;
    private final HttpClient client;

    ClaimCheckFetcher(AllowedPrefixes allowed) {
        this.allowed = allowed;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(3))
                .build();
    }

    /**
     * Reads at most one byte more than the limit.
     *
     * @throws BadPhotoException if the URI is not allowed or answers with a redirect
     * @throws PhotoNotFoundException if the file is not there or not readable
     * @throws IOException for everything that may pass: no connection, server errors, timeouts
     */
    byte[] fetch(String uriText, int limit, Duration timeout) throws IOException, InterruptedException {
        URI uri = allowed.require(uriText);
        return "file".equalsIgnoreCase(uri.getScheme()) ? read(uri, limit) : get(uri, limit, timeout);
    }

    private byte[] read(URI uri, int limit) throws IOException {
        try {
            Path file = allowed.requireFile(uri);
            if (!Files.isRegularFile(file)) {
                throw new BadPhotoException("the photo's URI " + uri + " is not a file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(limit + 1);
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw new PhotoNotFoundException("the photo's file " + uri + " does not exist or is not readable");
        }
    }

    private byte[] get(URI uri, int limit, Duration timeout) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout).build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, response -> new LimitedBody(response.statusCode() == 200 ? limit : 0));
        try {
            // The request's own timeout ends with the headers; this one covers the body too.
            HttpResponse<byte[]> response = exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            requireOk(uri, response.statusCode());
            return response.body();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(uri + " took longer than " + timeout.toMillis() + " ms", e);
        } finally {
            exchange.cancel(true);
        }
    }

    private static void requireOk(URI uri, int status) throws IOException {
        if (status == 200) {
            return;
        }
        if (status >= 500 || TRY_LATER.contains(status)) {
            throw new IOException(uri + " answered " + status);
        }
        if (status >= 400) {
            throw new PhotoNotFoundException("the photo's URI " + uri + " answered " + status);
        }
        throw new BadPhotoException("the photo's URI " + uri + " answered " + status
                + "; only 200 is accepted, redirects are not followed");
    }
}
