package io.fourfold.topology.http;

import io.fourfold.topology.access.Doorkeeper;
import io.fourfold.topology.config.FourfoldConfig;
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
import io.fourfold.topology.tls.Certificates;
import io.fourfold.topology.tracing.Tracing;
import io.fourfold.topology.upload.UploadEvents;
import io.fourfold.topology.words.WordStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Three listeners: for users the HTTP API, every resource of it, a list of the routes at {@code /v1}, and the page; for other
 * instances; and for whoever runs the process.
 */
public final class HttpApi implements AutoCloseable {

    /** Several instances ask at a time, each up to {@code ScatterLimits.concurrency}; what they ask has a deadline. */
    private static final int PEER_REQUESTS = 200;

    private static final int PROBES = 8;

    private final List<Route> routes;
    private final Listener users;
    private final Listener peers;
    private final Listener management;

    public HttpApi(
            FourfoldConfig.HttpSettings settings,
            Certificates certificates,
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
            PrometheusMeterRegistry metrics,
            Tracing tracing) {
        Refusals refusals = new Refusals(metrics);
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
                        new SessionResource(doorkeeper, refusals).routes(),
                        new OpenApiResource().routes())
                .flatMap(List::stream)
                .toList();
        Page page = new Page(pictures.template());
        ClientLimits clients = new ClientLimits(settings.limits(), System::nanoTime);
        Access access = new Access(doorkeeper, clients, settings.behindProxy(), new TenantRequests(metrics));
        int headerBytes = settings.limits().headerBytes();
        users = new Listener(
                "users",
                settings.users(),
                new Listener.Guards(
                        RequestLimit.of(settings.limits().threads()).with(FeedResource.PATH, FeedResource.CLIENTS),
                        Optional.of(clients),
                        settings.behindProxy(),
                        certificates.users(),
                        false,
                        headerBytes,
                        Listener.Patience.USUAL),
                metrics,
                tracing,
                config -> {
                    refusals.register(config);
                    answer(config, access, routes, page);
                });
        peers = new Listener(
                "peers",
                settings.peers(),
                Listener.Guards.inside(RequestLimit.of(PEER_REQUESTS), certificates.peers(), headerBytes),
                metrics,
                tracing,
                config -> {
                    refusals.register(config);
                    settings.peerSecret().ifPresent(secret -> config.before(new PeerSecret(secret)));
                    add(config, access, new PeerResource(shards).routes());
                });
        management = new Listener(
                "management",
                settings.management(),
                Listener.Guards.inside(RequestLimit.of(PROBES), Optional.empty(), headerBytes),
                metrics,
                Tracing.OFF,
                config -> {
                    add(config, access, new HealthResource(health).routes());
                    add(config, access, new MetricsResource(metrics).routes());
                });
    }

    /** What {@code GET /v1} answers. */
    record RoutesJson(String service, List<RouteJson> routes) {}

    /** One route. */
    record RouteJson(String method, String path, String summary) {}

    /**
     * Starts to listen.
     *
     * @throws IllegalStateException if an address cannot be listened on
     */
    public void start() {
        peers.start();
        management.start();
        users.start();
    }

    /** Those for users, but for the page's and their list. */
    List<Route> routes() {
        return routes;
    }

    /** The port that users are listened for on. */
    public int port() {
        return users.port();
    }

    /** The port that other instances are listened for on. */
    public int peerPort() {
        return peers.port();
    }

    /** The port that probes and Prometheus are listened for on. */
    public int managementPort() {
        return management.port();
    }

    @Override
    public void close() {
        users.close();
        peers.close();
        management.close();
    }

    private static void answer(RoutesConfig config, Access access, List<Route> routes, Page page) {
        add(config, access, routes);
        RoutesJson list = new RoutesJson(
                "fourfold",
                routes.stream()
                        .map(route -> new RouteJson(route.method().name(), route.path(), route.summary()))
                        .toList());
        config.get("/v1", context -> context.json(list));
        page.register(config);
    }

    private static void add(RoutesConfig config, Access access, List<Route> routes) {
        routes.forEach(route -> {
            Handler guarded = access.guarded(route);
            config.addHttpHandler(route.method(), route.path(), context -> {
                ObservedRequests.route(context, route.path());
                guarded.handle(context);
            });
        });
    }
}
