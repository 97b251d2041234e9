package io.fourfold.topology.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the page. Browsers keep its files and ask whether they have changed, so that an upgrade shows at once. Its
 * Content-Security-Policy allows nothing inline and no other host, but the one that has the photos.
 */
public final class Page {

    private static final String INDEX = "index.html";

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();
    private final PageFile settings;
    private final String policy;

    /**
     * @param pictures where a photo's picture is to be had, with {@code {id}} for its id: an absolute URL, a path of this
     *     host, or one relative to the page; empty if nowhere
     */
    public Page(Optional<String> pictures) {
        settings = settings(pictures);
        policy = policy(pictures);
    }

    /** Adds the page at {@code /} and its files below {@code /page/}. */
    public void register(RoutesConfig routes) {
        routes.get("/", context -> send(context, file(INDEX)));
        routes.get("/page/settings.json", context -> send(context, settings));
        routes.get("/page/<file>", context -> send(context, file(context.pathParam("file"))));
    }

    private PageFile file(String name) {
        PageFile known = files.get(name);
        if (known != null) {
            return known;
        }
        PageFile found = PageFile.find(name).orElseThrow(() -> new NotFoundResponse("the page has no such file"));
        files.put(name, found);
        return found;
    }

    private void send(Context context, PageFile file) {
        context.header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header(Header.CACHE_CONTROL, "no-cache")
                .header(Header.ETAG, file.tag());
        if (file.tag().equals(context.header(Header.IF_NONE_MATCH))) {
            context.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        context.contentType(file.type()).result(file.content());
    }

    private static PageFile settings(Optional<String> pictures) {
        String json = JsonNodeFactory.instance
                .objectNode()
                .put("pictures", pictures.orElse(null))
                .toString();
        return PageFile.of(json.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    private static String policy(Optional<String> pictures) {
        String host = pictures.map(address -> URI.create(address.replace("{id}", "")))
                .filter(URI::isAbsolute)
                .map(address -> " " + address.getScheme() + "://" + address.getRawAuthority())
                .orElse("");
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:" + host
                + "; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
