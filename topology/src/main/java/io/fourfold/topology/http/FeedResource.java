package io.fourfold.topology.http;

import io.fourfold.topology.feed.Feed;
import io.fourfold.topology.feed.FeedReader;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens, as server-sent events (WHATWG HTML, 9.2). Each client keeps a thread; {@link RequestLimit} has some for
 * them alone.
 */
final class FeedResource {

    static final String PATH = "/v1/feed";

    /** Most clients; each stays as long as it likes. */
    static final int CLIENTS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(FeedResource.class);
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** After a connection that broke; who was refused with a status has to come back by itself. */
    private static final byte[] RECONNECT = ascii("retry: 2000\n");

    private final Feed feed;

    FeedResource(Feed feed) {
        this.feed = feed;
    }

    List<Route> routes() {
        return List.of(Route.get(PATH, "what happens, as server-sent events: ?last=&after=", this::tell));
    }

    private void tell(Context context) throws InterruptedException {
        int last = Parameters.last(context);
        Optional<String> after = Optional.ofNullable(context.header(LAST_EVENT_ID))
                .or(() -> Optional.ofNullable(context.queryParam("after")))
                .filter(id -> !id.isBlank());
        try (FeedReader reader = feed.open(after, last, Access.caller(context).visibility(), () -> cutOff(context))) {
            context.contentType("text/event-stream");
            context.header(Header.CACHE_CONTROL, "no-store");
            // A proxy that buffers would keep events back.
            context.header("X-Accel-Buffering", "no");
            tell(reader, context.res().getOutputStream());
        } catch (IOException e) {
            LOG.debug("A client of the feed has left", e);
        }
    }

    private static void tell(FeedReader reader, OutputStream client) throws IOException, InterruptedException {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.write(RECONNECT);
        reader.gap().ifPresent(reason -> first.writeBytes(FeedJson.gap(reason)));
        write(first, reader.id());
        send(first, client);
        Optional<List<FeedReader.Item>> next = next(reader);
        while (next.isPresent()) {
            ByteArrayOutputStream events = new ByteArrayOutputStream();
            for (FeedReader.Item item : next.get()) {
                events.writeBytes(item.data());
                write(events, item.id());
            }
            if (next.get().isEmpty()) {
                write(events, reader.id());
            }
            send(events, client);
            next = next(reader);
        }
    }

    /** Without data, a browser takes the id alone. */
    private static void write(ByteArrayOutputStream event, String id) {
        event.writeBytes(ascii("id: " + id + "\n\n"));
    }

    private static void send(ByteArrayOutputStream events, OutputStream client) throws IOException {
        events.writeTo(client);
        client.flush();
    }

    /** The headers are sent: a failure can only end the answer, and the client comes back. */
    private static Optional<List<FeedReader.Item>> next(FeedReader reader) throws InterruptedException {
        try {
            return reader.next(HEARTBEAT);
        } catch (RuntimeException e) {
            LOG.info("A client of the feed has to come back: {}", e.toString());
            return Optional.empty();
        }
    }

    private static void cutOff(Context context) {
        ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
