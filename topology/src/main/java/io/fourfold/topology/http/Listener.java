package io.fourfold.topology.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.topology.config.ListenAddress;
import io.fourfold.topology.tls.ReloadedTls;
import io.fourfold.topology.tracing.Tracing;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Listens at one address with threads of its own, so that nothing that hangs at one listener holds up another (bulkheads:
 * M. Nygard, Release It!, 2007).
 */
final class Listener implements AutoCloseable {

    /** Jetty's own, which accept and select. */
    private static final int JETTY_THREADS = 16;

    private static final int LEAST_THREADS = 4;
    private static final int IDLE_TIMEOUT_MS = 60_000;

    /** Most connections for each request that is answered at a time; the others wait between two requests. */
    private static final int CONNECTIONS_PER_REQUEST = 10;

    private final ListenAddress address;
    private final Javalin server;

    /**
     * What a listener keeps out.
     *
     * @param limit how many requests it answers at a time; a thread is there for each
     * @param clients how many requests it takes from one address; any number if empty
     * @param behindProxy whether a proxy says who asks
     * @param tls certificate, if it does not listen in the clear
     * @param clientCertificate whether clients need one, too
     * @param headerBytes longest headers of a request, with its URI
     * @param patience with slow clients
     */
    record Guards(
            RequestLimit limit,
            Optional<ClientLimits> clients,
            boolean behindProxy,
            Optional<ReloadedTls> tls,
            boolean clientCertificate,
            int headerBytes,
            Patience patience) {

        /** Of a listener that is not for users: with TLS, its clients need a certificate, too. */
        static Guards inside(RequestLimit limit, Optional<ReloadedTls> tls, int headerBytes) {
            return new Guards(limit, Optional.empty(), false, tls, true, headerBytes, Patience.USUAL);
        }
    }

    /**
     * How slow a client may be.
     *
     * @param headers longest time of a request's headers
     * @param data longest time without data
     * @param bytesPerSecond that bodies and answers must take besides
     * @param idle longest time between two requests, or two pieces of data
     */
    record Patience(Duration headers, Duration data, long bytesPerSecond, Duration idle) {

        static final Patience USUAL =
                new Patience(Duration.ofSeconds(10), Duration.ofSeconds(10), 1_000, Duration.ofSeconds(30));
    }

    /**
     * @param name of its threads
     * @param metrics where its requests are counted
     * @param tracing where they are traced
     * @param routes adds what it answers
     */
    Listener(
            String name,
            ListenAddress address,
            Guards guards,
            MeterRegistry metrics,
            Tracing tracing,
            Consumer<RoutesConfig> routes) {
        this.address = address;
        this.server = Javalin.create(
                config -> configure(config, name, guards, new ObservedRequests(metrics, tracing), routes));
    }

    /**
     * Starts to listen.
     *
     * @throws IllegalStateException if the address cannot be listened on
     */
    void start() {
        try {
            server.start();
        } catch (JavalinBindException e) {
            throw new IllegalStateException(
                    "Cannot listen on " + address.host() + ":" + address.port() + "; choose another "
                            + address.setting().key() + " (0: any that is free), or stop what uses it",
                    e);
        }
    }

    /** The port that is listened on. */
    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void configure(
            JavalinConfig config,
            String name,
            Guards guards,
            ObservedRequests observed,
            Consumer<RoutesConfig> routes) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        QueuedThreadPool threads =
                new QueuedThreadPool(guards.limit().most() + JETTY_THREADS, LEAST_THREADS, IDLE_TIMEOUT_MS);
        threads.setName("http-" + name);
        config.jetty.threadPool = threads;
        config.jetty.addConnector((jetty, http) -> connector(jetty, http, guards));
        config.jetty.modifyServer(jetty -> {
            jetty.setHandler(handlers(guards, observed));
            jetty.setErrorHandler(new JettyProblems());
        });
        config.jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(new JettyProblems()));
        config.jsonMapper(new JavalinJackson(new ObjectMapper(), false));
        Problems.register(config.routes);
        routes.accept(config.routes);
    }

    private static Handler handlers(Guards guards, ObservedRequests observed) {
        DataRates rates =
                new DataRates(guards.patience().data(), guards.patience().bytesPerSecond());
        guards.limit().setHandler(rates);
        Handler.Wrapper limits = guards.clients()
                .<Handler.Wrapper>map(AddressLimit::new)
                .map(addresses -> {
                    addresses.setHandler(guards.limit());
                    return addresses;
                })
                .orElse(guards.limit());
        AnswerHeaders headers = new AnswerHeaders();
        headers.setHandler(limits);
        observed.setHandler(headers);
        return observed;
    }

    private ServerConnector connector(Server jetty, HttpConfiguration http, Guards guards) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(guards.headerBytes());
        if (guards.behindProxy()) {
            ForwardedRequestCustomizer forwarded = new ForwardedRequestCustomizer();
            forwarded.setForwardedHeader(null);
            forwarded.setForwardedForHeader(null);
            http.addCustomizer(forwarded);
            http.addCustomizer(new ProxiedAddress());
        }
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector = guards.tls()
                .map(tls -> {
                    http.addCustomizer(new SecureRequestCustomizer(false));
                    return new ServerConnector(jetty, certified(tls, guards.clientCertificate()), plain);
                })
                .orElseGet(() -> new ServerConnector(jetty, plain));
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(guards.patience().idle().toMillis());
        connector.addBean(new SlowHeaders(connector, guards.patience().headers()));
        jetty.addBean(new NetworkConnectionLimit(guards.limit().most() * CONNECTIONS_PER_REQUEST, connector));
        return connector;
    }

    private static SslContextFactory.Server certified(ReloadedTls tls, boolean clientCertificate) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(tls.context());
        factory.setNeedClientAuth(clientCertificate);
        tls.onChange(context -> reload(factory, context));
        return factory;
    }

    private static void reload(SslContextFactory.Server factory, SSLContext context) {
        try {
            factory.reload(same -> same.setSslContext(context));
        } catch (Exception e) {
            throw new IllegalStateException("Jetty refuses it: " + e.getMessage(), e);
        }
    }
}
