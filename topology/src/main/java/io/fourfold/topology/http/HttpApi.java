package io.fourfold.topology.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.topology.access.Doorkeeper;
import io.fourfold.topology.deadletter.DeadLetters;
import io.fourfold.topology.deadletter.LetterPhotos;
import io.fourfold.topology.feed.Feed;
import io.fourfold.topology.map.Maps;
import io.fourfold.topology.page.Page;
import io.fourfold.topology.query.ExplanationQueries;
import io.fourfold.topology.query.ImageQueries;
import io.fourfold.topology.query.PhotoQueries;
import io.fourfold.topology.query.StoredPhotos;
import io.fourfold.topology.query.TextQueries;
import io.fourfold.topology.shard.ShardReader;
import io.fourfold.topology.upload.UploadEvents;
import io.fourfold.topology.words.WordStore;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The HTTP API: every resource, errors as problem details, a list of the routes at {@code /v1}, and the page. */
public final class HttpApi implements AutoCloseable {

    private final List<Route> routes;
    private final Javalin server;

    public HttpApi(
            Doorkeeper doorkeeper,
            ImageQueries queries,
            ShardReader shards,
            PhotoQueries photos,
            StoredPhotos storedPhotos,
            Supplier<TextQueries> texts,
            WordStore words,
            Maps maps,
            DeadLetters deadLetters,
            UploadEvents uploads,
            Pictures pictures,
            LetterPhotos letterPhotos,
            Feed feed,
            Health health,
            Status status,
            PrometheusMeterRegistry metrics) {
        routes = Stream.of(
                        new ImageResource(queries, pictures).routes(),
                        new ThumbnailResource(queries).routes(),
                        new UploadResource(uploads, queries, Clock.systemUTC()).routes(),
                        new SimilarResource(queries, photos).routes(),
                        new CaptionResource(photos).routes(),
                        new ExplanationResource(new ExplanationQueries(photos, queries, texts, storedPhotos)).routes(),
                        new SearchResource(texts).routes(),
                        new WordResource(words).routes(),
                        new MapResource(maps).routes(),
                        new FeedResource(feed).routes(),
                        new DeadLetterResource(deadLetters, letterPhotos).routes(),
                        new StatusResource(health, status, feed, queries).routes(),
                        new HealthResource(health).routes(),
                        new MetricsResource(metrics).routes(),
                        new SessionResource(doorkeeper).routes(),
                        new OpenApiResource().routes(),
                        new PeerResource(shards).routes())
                .flatMap(List::stream)
                .toList();
        Page page = new Page(pictures.template());
        server = Javalin.create(
                config -> configure(config, new Access(doorkeeper), new Refusals(metrics), routes, page));
    }

    /** What {@code GET /v1} answers. */
    record RoutesJson(String service, List<RouteJson> routes) {}

    /** One route. */
    record RouteJson(String method, String path, String summary) {}

    /**
     * Starts to listen.
     *
     * @param port 0 takes a free one
     * @throws IllegalStateException if the address cannot be listened on
     */
    public void start(String host, int port) {
        try {
            server.start(host, port);
        } catch (JavalinBindException e) {
            throw new IllegalStateException(
                    "Cannot listen on " + host + ":" + port + "; choose another http.port, or stop what uses it", e);
        }
    }

    /** All of them, but those of the page and their list. */
    List<Route> routes() {
        return routes;
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void configure(
            JavalinConfig config, Access access, Refusals refusals, List<Route> routes, Page page) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.jetty.threadPool = RequestBulkheads.threadPool();
        config.jetty.modifyServer(server -> server.setHandler(new RequestBulkheads()));
        config.jsonMapper(new JavalinJackson(new ObjectMapper(), false));
        Problems.register(config.routes);
        refusals.register(config.routes);
        routes.forEach(route -> config.routes.addHttpHandler(route.method(), route.path(), access.guarded(route)));
        RoutesJson list = new RoutesJson(
                "fourfold",
                routes.stream()
                        .map(route -> new RouteJson(route.method().name(), route.path(), route.summary()))
                        .toList());
        config.routes.get("/v1", context -> context.json(list));
        page.register(config.routes);
    }
}
